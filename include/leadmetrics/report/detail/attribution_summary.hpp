// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_ATTRIBUTION_SUMMARY_HPP
#define LEADMETRICS_REPORT_DETAIL_ATTRIBUTION_SUMMARY_HPP

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/journey/path_quality.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Stands in for the Markov chain under models that split each conversion by itself.
struct no_chain {
    template <class Path>
    void add(Path const&)
    {
    }
    template <class Self>
    static constexpr auto members(Self&)
    {
        return std::tuple{};
    }
};

template <class Money>
struct credit_sums {
    std::int64_t     deals = 0;
    exact_sum<Money> influenced, attributed;
    int128           weight = 0; // in units of 2^-60

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.deals, self.influenced, self.attributed, self.weight);
    }
};

/// Sums for each group of campaigns.
template <class Group, class Money>
struct group_table {
    using key_type = Group;

    std::map<Group, credit_sums<Money>, std::less<>> all;

    credit_sums<Money>& at(Group const& group) { return all[group]; }
    template <class Visit>
    void each(Visit const& visit) const
    {
        for (auto const& [group, sums] : all) visit(group, sums);
    }
    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.all);
    }
};

template <class Table, class Money, class Chain>
struct attribution_summary {
    Table                       campaigns;
    exact_sum<Money>            total, unattributed;
    std::int64_t                conversions = 0, refunds = 0, without_touches = 0;
    path_quality                quality;
    [[no_unique_address]] Chain chain;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.campaigns, self.total, self.unattributed, self.conversions, self.refunds, self.without_touches, self.quality,
                        self.chain);
    }
};

/// The default grouping: each campaign is a group of its own.
struct each_campaign {
    template <class Campaign>
    Campaign const& operator()(Campaign const& campaign) const noexcept
    {
        return campaign;
    }
};

}}} // namespace leadmetrics::detail

#endif
