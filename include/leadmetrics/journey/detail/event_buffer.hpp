// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_EVENT_BUFFER_HPP
#define LEADMETRICS_JOURNEY_DETAIL_EVENT_BUFFER_HPP

#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/journey/detail/arrange.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// One lead's events, collected on request and then sorted.
class event_buffer {
public:
    void add(event const& what)
    {
        if (!events_.empty()) in_order_ = in_order_ && !(what < events_.end()[-1]);
        events_.push_back(what);
    }
    void arrange(std::int64_t tolerance)
    {
        if (!in_order_ || tolerance != 0) detail::arrange(events_.begin(), events_.end(), tolerance);
    }

    [[nodiscard]] std::size_t  size() const noexcept { return events_.size(); }
    [[nodiscard]] event const* begin() const noexcept { return events_.begin(); }
    [[nodiscard]] event const* end() const noexcept { return events_.end(); }

private:
    bool                    in_order_ = true;
    small_vector<event, 24> events_;
};

}}} // namespace leadmetrics::detail

#endif
