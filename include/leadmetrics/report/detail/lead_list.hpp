// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_LEAD_LIST_HPP
#define LEADMETRICS_REPORT_DETAIL_LEAD_LIST_HPP

#include <leadmetrics/core/detail/bag.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A lead for which something is due, with instants and lengths of time in ticks.
template <class Id>
struct due_lead {
    static constexpr bool holds_instants = true;

    std::int64_t due, start, late;
    Id           id;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.due, self.start, self.late, self.id);
    }
    friend bool operator<(due_lead const& a, due_lead const& b)
    {
        auto const times = [](due_lead const& e) { return std::tie(e.due, e.start, e.late); };
        return times(a) != times(b) ? times(a) < times(b) : id_less(a.id, b.id);
    }
};

/// Leads in the order of the instant when something is due for each.
template <class Id>
using lead_list = bag<due_lead<Id>>;

}}} // namespace leadmetrics::detail

#endif
