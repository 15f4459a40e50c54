// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_EVENT_BUFFER_HPP
#define LEADMETRICS_JOURNEY_DETAIL_EVENT_BUFFER_HPP

#include <leadmetrics/journey/detail/arrange.hpp>
#include <leadmetrics/journey/event.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// One lead's events, made when they are asked for: on the stack, unless there are many.
class event_buffer {
    static constexpr std::size_t small = 24;

public:
    event_buffer() noexcept {} // the events are not cleared: those beyond size_ are never read
    event_buffer(event_buffer const& other) : size_(other.size_), in_order_(other.in_order_), many_(other.many_)
    {
        if (many_.empty()) std::copy(other.few_, other.few_ + size_, few_);
    }
    event_buffer& operator=(event_buffer const& other)
    {
        size_     = other.size_;
        in_order_ = other.in_order_;
        many_     = other.many_;
        if (many_.empty()) std::copy(other.few_, other.few_ + size_, few_);
        return *this;
    }

    void add(event const& what)
    {
        if (size_ != 0) in_order_ = in_order_ && !(what < end()[-1]);
        if (size_ < small) few_[size_] = what;
        else {
            if (many_.empty()) many_.assign(few_, few_ + size_);
            many_.push_back(what);
        }
        ++size_;
    }
    void arrange(std::int64_t tolerance)
    {
        if (!in_order_ || tolerance != 0) detail::arrange(data(), data() + size_, tolerance);
    }

    [[nodiscard]] std::size_t  size() const noexcept { return size_; }
    [[nodiscard]] event const* begin() const noexcept { return size_ <= small ? few_ : many_.data(); }
    [[nodiscard]] event const* end() const noexcept { return begin() + size_; }

private:
    [[nodiscard]] event* data() noexcept { return size_ <= small ? few_ : many_.data(); }

    std::size_t        size_     = 0;
    bool               in_order_ = true;
    std::vector<event> many_;
    event              few_[small];
};

}}} // namespace leadmetrics::detail

#endif
