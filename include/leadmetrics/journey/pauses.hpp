// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_PAUSES_HPP
#define LEADMETRICS_JOURNEY_PAUSES_HPP

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
#include <memory>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What became of the records of pauses. `records` = `used` + the three counts below.
struct pause_quality {
    std::int64_t records           = 0;
    std::int64_t used              = 0;
    std::int64_t missing_lead      = 0;
    std::int64_t missing_time      = 0; ///< no start (a pause without an end is used and goes on)
    std::int64_t ends_before_start = 0;

    friend constexpr bool operator==(pause_quality const&, pause_quality const&) = default;
};

/// The pauses of each lead's clock. `lm::pauses` makes it; copies share the data.
template <class Id, class Duration>
class pause_index {
public:
    using duration = Duration;

    /// [from, to), counted in `Duration`s.
    using stretch = std::pair<std::int64_t, std::int64_t>;
    struct data {
        detail::lead_index<Id, stretch> during;
        pause_quality                   quality;
    };

    explicit pause_index(std::shared_ptr<data const> all) noexcept : all_(std::move(all)) {}

    /// Calls visit(from, to) for each of a lead's pauses, in order; they neither overlap nor touch.
    template <class Asked, class Visit>
    void each(Asked const& lead, Visit visit) const
    {
        for (auto const& [number, during] : all_->during.find(lead)) visit(during.first, during.second);
    }

    [[nodiscard]] pause_quality const& quality() const noexcept { return all_->quality; }

private:
    std::shared_ptr<data const> all_;
};

struct pauses_fn {
    /// Returns the pauses of leads' clocks, from records with a `lead_id`, `from` and `to`, in any order, overlapping or not. A pause without an end
    /// goes on for ever. Complexity: n log n.
    template <ranges::input_range Pauses, class Mapping = default_mapping>
        requires pause<ranges::range_value_t<Pauses>, Mapping>
    [[nodiscard]] auto operator()(Pauses&& pauses, Mapping mapping = {}) const
    {
        using said     = ranges::range_value_t<Pauses>;
        using id       = detail::field_type<field::lead_id_t, said, Mapping>;
        using from     = detail::time_point_traits<detail::field_type<field::from_t, said, Mapping>>;
        using to       = detail::time_point_traits<detail::field_type<field::to_t, said, Mapping>>;
        using duration = std::common_type_t<typename from::duration, typename to::duration>;
        using index    = pause_index<id, duration>;

        auto all = std::make_shared<typename index::data>();
        for (auto&& wrapped : pauses) {
            auto const& one   = detail::unwrap(wrapped);
            auto&&      lead  = field::lead_id(mapping, one);
            auto&&      start = field::from(mapping, one);
            auto&&      end   = field::to(mapping, one);
            ++all->quality.records;
            if (detail::is_missing(lead)) ++all->quality.missing_lead;
            else if (!from::present(start)) ++all->quality.missing_time;
            else {
                auto const first = detail::recount<duration, typename from::duration>(from::count(start));
                auto const last  = to::present(end) ? detail::recount<duration, typename to::duration>(to::count(end)) : INT64_MAX;
                if (last < first) ++all->quality.ends_before_start;
                else {
                    ++all->quality.used;
                    all->during.add(lead, {first, last});
                }
            }
        }
        all->during.settle([](auto& before, auto const& here) {
            if (here.first > before.second) return false;
            before.second = (std::max)(before.second, here.second);
            return true;
        });
        return index{std::move(all)};
    }
};
inline constexpr pauses_fn pauses{};

}} // namespace leadmetrics

#endif
