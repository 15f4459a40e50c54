// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_CAMPAIGN_CASH_HPP
#define LEADMETRICS_REPORT_DETAIL_CAMPAIGN_CASH_HPP

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The cash flows of one instant.
template <class Money>
struct dated_cash {
    static constexpr bool holds_instants = true;

    std::int64_t     at = 0, costs = 0, revenues = 0; // costs, revenues: numbers of records
    exact_sum<Money> cost, revenue;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.at, self.costs, self.revenues, self.cost, self.revenue);
    }
    /// Adds the flows of the same instant.
    dated_cash& operator+=(dated_cash const& other)
    {
        costs += other.costs;
        revenues += other.revenues;
        cost += other.cost;
        revenue += other.revenue;
        return *this;
    }
};

/// The cash flows of one campaign, with one entry per instant, and its open leads.
template <class Money>
class campaign_cash {
public:
    std::int64_t     open_leads = 0;
    exact_sum<Money> open_value;

    void add_cost(std::int64_t at, Money const& amount)
    {
        auto& here = entry_at(at);
        ++here.costs;
        here.cost.add(amount);
    }
    void add_revenue(std::int64_t at, Money const& amount)
    {
        auto& here = entry_at(at);
        ++here.revenues;
        here.revenue.add(amount);
    }

    campaign_cash& operator+=(campaign_cash const& other)
    {
        open_leads += other.open_leads;
        open_value += other.open_value;
        entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end());
        settle_in_time();
        return *this;
    }

    /// Returns the entries in order of time, one for each instant.
    [[nodiscard]] std::vector<dated_cash<Money>> const& settled()
    {
        settle();
        return entries_;
    }

    template <class Writer>
    void save(Writer& to) const
    {
        campaign_cash copy = *this;
        to.value(open_leads);
        to.value(open_value);
        to.value(copy.settled());
    }
    template <class Reader>
    void load(Reader& from)
    {
        open_leads = from.occurrences();
        from.value(open_value);
        entries_ = from.template value<std::vector<dated_cash<Money>>>();
        for (auto const& entry : entries_) {
            from.check_occurrences(entry.costs);
            from.check_occurrences(entry.revenues);
        }
        for (std::size_t i = 1; i < entries_.size(); ++i)
            if (entries_[i - 1].at >= entries_[i].at) from.damaged("instants are not in their order");
    }
    static void spell_form(auto& to) { to.template list<std::int64_t, exact_sum<Money>, std::vector<dated_cash<Money>>>("cash"); }

    friend bool operator==(campaign_cash const& a, campaign_cash const& b)
    {
        if (a.open_leads != b.open_leads || !(a.open_value == b.open_value)) return false;
        campaign_cash one = a, two = b;
        return one.settled() == two.settled();
    }

private:
    dated_cash<Money>& entry_at(std::int64_t at)
    {
        if (entries_.empty() || entries_.back().at != at) {
            settle_in_time();
            entries_.push_back({at, 0, 0, {}, {}});
        }
        return entries_.back();
    }

    /// Merges entries of equal instants often enough that memory grows only with the number of instants, but seldom enough to cost little.
    void settle_in_time()
    {
        if (entries_.size() < limit_) return;
        settle();
        limit_ = (std::max)(limit_, 2 * entries_.size());
    }
    void settle()
    {
        auto const earlier = [](auto const& a, auto const& b) { return a.at < b.at; };
        if (!std::is_sorted(entries_.begin(), entries_.end(), earlier)) std::stable_sort(entries_.begin(), entries_.end(), earlier);
        std::size_t kept = 0;
        for (std::size_t i = 0; i != entries_.size(); ++i) {
            if (kept != 0 && entries_[kept - 1].at == entries_[i].at) entries_[kept - 1] += entries_[i];
            else {
                if (kept != i) entries_[kept] = std::move(entries_[i]);
                ++kept;
            }
        }
        entries_.resize(kept);
    }

    std::vector<dated_cash<Money>> entries_;
    std::size_t                    limit_ = 256;
};

}}} // namespace leadmetrics::detail

#endif
