// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_REASONS_HPP
#define LEADMETRICS_REPORT_DETAIL_REASONS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Counts by reason.
template <class Reason>
struct reasons {
    std::map<Reason, std::int64_t, std::less<>> counts;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.counts);
    }
};

/// Chooses among the reasons of several records that are duplicates of each other: the smallest, in whatever order they come.
template <class Reason>
struct chosen_reason {
    std::optional<Reason> reason{};

    template <class Said>
    void consider(Said const& said)
    {
        if (is_missing(said)) return;
        Reason here = keep(plain_id(said));
        if (!reason || here < *reason) reason = std::move(here);
    }
};

}}} // namespace leadmetrics::detail

#endif
