// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_CAMPAIGN_TABLE_HPP
#define LEADMETRICS_REPORT_DETAIL_CAMPAIGN_TABLE_HPP

#include <leadmetrics/journey/detail/campaign_numbers.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Values by campaign, found by the campaign's number in a list. Tables with different lists can be merged; campaigns are then matched by name.
template <class Campaign, class Value>
class campaign_table {
public:
    using key_type = Campaign;

    Value& at(campaign_list<Campaign> const& list, std::size_t number)
    {
        if (!list_.same_as(list)) [[unlikely]]
            number = adopt(list, number);
        return values_[number];
    }

    campaign_table& operator+=(campaign_table const& other)
    {
        if (!other.list_.size()) return *this;
        if (!list_.same_as(other.list_)) extend(other.list_);
        bool const same = list_.same_as(other.list_);
        for (std::size_t i = 0; i != other.values_.size(); ++i)
            if (!(other.values_[i] == Value{})) values_[same ? i : list_.number_of(other.list_[i])] += other.values_[i];
        return *this;
    }

    /// Calls visit(campaign, value) for each campaign with a value, in the order of campaigns.
    template <class Visit>
    void each(Visit const& visit) const
    {
        for (std::size_t i = 0; i != values_.size(); ++i)
            if (!(values_[i] == Value{})) visit(list_[i], values_[i]);
    }

    template <class Writer>
    void save(Writer& to) const
    {
        std::size_t n = 0;
        each([&](auto const&...) { ++n; });
        to.number(n);
        each([&](Campaign const& campaign, Value const& value) {
            to.value(campaign);
            to.value(value);
        });
    }
    template <class Reader>
    void load(Reader& from)
    {
        std::vector<Campaign> campaigns;
        values_.clear();
        for (auto n = from.count(); n != 0; --n) {
            campaigns.push_back(from.template value<Campaign>());
            if (campaigns.size() > 1 && !(campaigns[campaigns.size() - 2] < campaigns.back())) from.damaged("campaigns are not in their order");
            from.value(values_.emplace_back());
        }
        list_ = campaigns.empty() ? campaign_list<Campaign>{} : campaign_list<Campaign>{std::move(campaigns)};
    }
    static void spell_form(auto& to) { to.template list<Campaign, Value>("by campaign"); }

    friend bool operator==(campaign_table const& a, campaign_table const& b)
    {
        auto const present = [](campaign_table const& one) {
            std::vector<std::pair<Campaign const*, Value const*>> all;
            one.each([&](Campaign const& campaign, Value const& value) { all.emplace_back(&campaign, &value); });
            return all;
        };
        auto const one = present(a), two = present(b);
        return std::equal(one.begin(), one.end(), two.begin(), two.end(),
                          [](auto const& x, auto const& y) { return *x.first == *y.first && *x.second == *y.second; });
    }

private:
    std::size_t adopt(campaign_list<Campaign> const& list, std::size_t number)
    {
        if (!std::binary_search(list_.begin(), list_.end(), list[number])) extend(list);
        return list_.same_as(list) ? number : list_.number_of(list[number]);
    }
    void extend(campaign_list<Campaign> const& by)
    {
        if (list_.size() == 0) {
            list_ = by;
            values_.resize(by.size());
            return;
        }
        auto const         both = joined(list_, by);
        std::vector<Value> moved(both.size());
        for (std::size_t i = 0; i != values_.size(); ++i) moved[both.number_of(list_[i])] = std::move(values_[i]);
        list_   = both;
        values_ = std::move(moved);
    }

    campaign_list<Campaign> list_;
    std::vector<Value>      values_;
};

}}} // namespace leadmetrics::detail

#endif
