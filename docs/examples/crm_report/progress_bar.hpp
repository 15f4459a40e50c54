// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PROGRESS_BAR_HPP
#define CRM_REPORT_PROGRESS_BAR_HPP

#include <cstdint>
#include <cstdio>
#include <mutex>

#include <unistd.h>

namespace crm {

/// Shows on standard error how much of a long input has been read, if standard error is a terminal. (Debian has no C++ library for this.)
class progress_bar {
    static constexpr std::uintmax_t worth_showing = 5'000'000;

public:
    explicit progress_bar(std::uintmax_t all) : all_(all >= worth_showing && isatty(STDERR_FILENO) ? all : 0) {}
    ~progress_bar()
    {
        if (shown_ != 0) std::fputs("\r\x1b[K", stderr);
    }
    progress_bar(progress_bar const&)            = delete;
    progress_bar& operator=(progress_bar const&) = delete;

    /// May be called by several threads at the same time.
    void advance(std::uintmax_t by)
    {
        if (all_ == 0) return;
        std::lock_guard const one_at_a_time(drawing_);
        done_ += by;
        if (done_ * 50 / all_ == shown_) return;
        shown_ = done_ * 50 / all_;
        std::fprintf(stderr, "\rreading [%-50.*s] %3d %%", static_cast<int>(shown_), "##################################################",
                     static_cast<int>(shown_ * 2));
    }

private:
    std::uintmax_t all_, done_ = 0, shown_ = 0;
    std::mutex     drawing_;
};

} // namespace crm

#endif
