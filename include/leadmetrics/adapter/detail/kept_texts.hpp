// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_KEPT_TEXTS_HPP
#define LEADMETRICS_ADAPTER_DETAIL_KEPT_TEXTS_HPP

#include <leadmetrics/version.hpp>

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Owns texts to which others point: no text changes its address when this object is moved or appended to another.
class kept_texts {
public:
    kept_texts()                                 = default;
    kept_texts(kept_texts&&) noexcept            = default;
    kept_texts& operator=(kept_texts&&) noexcept = default;

    std::string const& keep(std::string text)
    {
        if (pieces_.empty()) pieces_.emplace_back();
        return pieces_.back().emplace_back(std::move(text));
    }
    void append(kept_texts&& other)
    {
        for (auto& piece : other.pieces_) pieces_.push_back(std::move(piece));
        other.pieces_.clear();
    }

private:
    std::vector<std::deque<std::string>> pieces_;
};

}}} // namespace leadmetrics::detail

#endif
