// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_CAMPAIGN_GROUPS_HPP
#define LEADMETRICS_JOURNEY_CAMPAIGN_GROUPS_HPP

// Groups of campaigns, chosen by the caller, and reports by group.

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/outlives.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <range/v3/range/traits.hpp>
#include <range/v3/view/transform.hpp>
#pragma pop_macro("max")
#pragma pop_macro("min")

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Who made the first contact: the lead (inbound) or the company (outbound).
enum class campaign_direction { inbound, outbound };

/// What a campaign is for.
enum class campaign_purpose { generation, acquisition, nurturing, sales_support, cross_sell };

/// A rule that assigns a campaign to a group by the prefix of its name. The longest prefix that matches counts; a name that no prefix matches is in
/// the group `otherwise`.
///
///     lm::campaign_groups const purpose{campaign_purpose::generation, {{"NUR-", campaign_purpose::nurturing}, {"NUR-X",
///     campaign_purpose::cross_sell}}};
///
/// Refused: a prefix that is listed with two different groups. Complexity of a call: linear in the entries.
template <class Group>
class campaign_groups {
public:
    struct entry {
        std::string begins_with;
        Group       group;
    };

    campaign_groups(Group otherwise, std::initializer_list<entry> entries) : otherwise_(std::move(otherwise)), entries_(entries)
    {
        for (auto one = entries_.begin(); one != entries_.end(); ++one)
            for (auto other = entries_.begin(); other != one; ++other)
                if (one->begins_with == other->begins_with && !(one->group == other->group))
                    detail::refuse("campaign_groups", '"' + one->begins_with + '"', "this beginning stands there with two groups; it means one");
    }

    [[nodiscard]] Group operator()(std::string_view campaign) const
    {
        entry const* longest = nullptr;
        for (entry const& one : entries_)
            if (campaign.starts_with(one.begins_with) && (longest == nullptr || one.begins_with.size() > longest->begins_with.size())) longest = &one;
        return longest == nullptr ? otherwise_ : longest->group;
    }

private:
    Group              otherwise_;
    std::vector<entry> entries_;
};

/// A record of the caller's in which `campaign()` is the group of the record's campaign. The other fields are those of the record; `*one` is the
/// record itself. It refers to the record, which must outlive it.
template <class Record, class Group>
class grouped_record {
public:
    grouped_record(Record const& record, Group group) : record_(&record), group_(std::move(group)) {}

    [[nodiscard]] Group const&  campaign() const noexcept { return group_; }
    [[nodiscard]] Record const& operator*() const noexcept { return *record_; }

    [[nodiscard]] auto lead_id() const
        requires(field::lead_id_t::found_in<default_mapping, Record>)
    {
        return field::lead_id(default_mapping{}, *record_);
    }
    [[nodiscard]] auto at() const
        requires(field::at_t::found_in<default_mapping, Record>)
    {
        return field::at(default_mapping{}, *record_);
    }
    [[nodiscard]] auto amount() const
        requires(field::amount_t::found_in<default_mapping, Record>)
    {
        return field::amount(default_mapping{}, *record_);
    }
    [[nodiscard]] auto currency() const
        requires(field::currency_t::found_in<default_mapping, Record>)
    {
        return field::currency(default_mapping{}, *record_);
    }
    [[nodiscard]] auto event_id() const
        requires(field::event_id_t::found_in<default_mapping, Record>)
    {
        return field::event_id(default_mapping{}, *record_);
    }

private:
    Record const* record_;
    Group         group_;
};

struct in_groups_fn {
    /// Returns a view of the records in which the group of each campaign replaces the campaign, so that every report on campaigns is by group:
    ///
    ///     auto const spent = lm::in_groups(costs, purpose), earned = lm::in_groups(deals, purpose);
    ///     lm::roi{…}(spent, earned);
    ///     lm::attribution{…}(lm::in_groups(touches, purpose), deals);
    ///     lm::by([&](change const& c) { return purpose(c.campaign); }, velocity)(journeys);   // reports on stages use the group as a key
    ///
    /// `rule` is anything that std::invoke can call with a campaign; it returns the group. Groups must be ordered (`<`). The view copies nothing; the
    /// records must outlive it.
    template <ranges::forward_range Records, class Rule>
        requires detail::outlives<Records> && std::is_lvalue_reference_v<ranges::range_reference_t<Records>>
                 && detail::has_campaign<ranges::range_value_t<Records>, default_mapping>
    [[nodiscard]] auto operator()(Records&& records, Rule rule) const
    {
        return ranges::views::transform(ranges::views::all(std::forward<Records>(records)), [rule = std::move(rule)](auto const& record) {
            using record_t = std::remove_cvref_t<decltype(record)>;
            auto group     = detail::keep(std::invoke(rule, detail::plain_id(field::campaign(default_mapping{}, record))));
            return grouped_record<record_t, decltype(group)>{record, std::move(group)};
        });
    }
};
inline constexpr in_groups_fn in_groups{};

}} // namespace leadmetrics

#endif
