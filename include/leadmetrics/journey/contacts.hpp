// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_CONTACTS_HPP
#define LEADMETRICS_JOURNEY_CONTACTS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_index.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What became of the records of contacts. `records` = `accepted` + the three counts below.
struct contact_quality {
    std::int64_t records      = 0;
    std::int64_t accepted     = 0;
    std::int64_t not_accepted = 0; ///< the caller's predicate returned false
    std::int64_t missing_lead = 0;
    std::int64_t missing_time = 0;

    friend constexpr bool operator==(contact_quality const&, contact_quality const&) = default;
};

/// The contacts of sales with each lead. `lm::contacts` makes it; copies share the data.
template <class Id, class Duration>
class contact_index {
public:
    using duration = Duration;

    struct data {
        detail::lead_index<Id, std::int64_t> at;
        contact_quality                      quality;
    };

    explicit contact_index(std::shared_ptr<data const> all) noexcept : all_(std::move(all)) {}

    /// Returns the first contact with a lead at or after an instant, counted in `Duration`s; empty where there is none.
    template <class Asked>
    [[nodiscard]] std::optional<std::int64_t> first(Asked const& lead, std::int64_t from) const
    {
        auto const all   = all_->at.find(lead);
        auto const found = std::lower_bound(all.begin(), all.end(), from, [](auto const& one, std::int64_t x) { return one.second < x; });
        if (found == all.end()) return std::nullopt;
        return found->second;
    }

    /// Returns whether there are no contacts at all, so that nobody need be looked for.
    [[nodiscard]] bool empty() const noexcept { return all_->at.empty(); }

    [[nodiscard]] contact_quality const& quality() const noexcept { return all_->quality; }

private:
    std::shared_ptr<data const> all_;
};

struct contacts_fn {
    /// Returns the contacts with each lead, from activities in any order, for reports on how fast sales responds. The predicate decides which
    /// activities are a person's answer: `lm::contacts(activities, [](activity const& a) { return a.kind != kind::auto_reply; })`. Activities of
    /// leads that have no journey have no effect on a report. Complexity: n log n.
    template <ranges::input_range Activities, class Accept, class Mapping = default_mapping>
        requires activity<ranges::range_value_t<Activities>, Mapping>
    [[nodiscard]] auto operator()(Activities&& activities, Accept accept, Mapping mapping = {}) const
    {
        using said  = ranges::range_value_t<Activities>;
        using id    = detail::field_type<field::lead_id_t, said, Mapping>;
        using time  = detail::time_point_traits<detail::field_type<field::at_t, said, Mapping>>;
        using index = contact_index<id, typename time::duration>;

        auto all = std::make_shared<typename index::data>();
        for (auto&& wrapped : activities) {
            auto const& one  = detail::unwrap(wrapped);
            auto&&      lead = field::lead_id(mapping, one);
            auto&&      at   = field::at(mapping, one);
            ++all->quality.records;
            if (detail::is_missing(lead)) ++all->quality.missing_lead;
            else if (!time::present(at)) ++all->quality.missing_time;
            else if (!std::invoke(accept, one)) ++all->quality.not_accepted;
            else {
                ++all->quality.accepted;
                all->at.add(lead, time::count(at));
            }
        }
        all->at.settle([](std::int64_t, std::int64_t) { return false; });
        return index{std::move(all)};
    }
    /// The same, with every activity as a contact.
    template <ranges::input_range Activities>
        requires activity<ranges::range_value_t<Activities>>
    [[nodiscard]] auto operator()(Activities&& activities) const
    {
        return (*this)(std::forward<Activities>(activities), [](auto const&) { return true; });
    }
};
inline constexpr contacts_fn contacts{};

}} // namespace leadmetrics

#endif
