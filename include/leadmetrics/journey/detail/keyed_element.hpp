// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_KEYED_ELEMENT_HPP
#define LEADMETRICS_JOURNEY_DETAIL_KEYED_ELEMENT_HPP

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Computes the key (source, owner, …) of one lead from the user's records behind its events. An element type derives from this class and supplies
///
///     events()            in order, those that cannot be used last
///     record(i)           the user's record behind an event
template <class Kind, class Duration>
class keyed_element {
public:
    /// The user's precision, counted in 64 bits.
    using duration = Duration;

    /// Returns the lead's key by a projection of its records, and whether all its records agree on it (for the earliest known one, all that have a
    /// value). Records that are not used at `as_of` are left out, unless the lead has no others: then its key still serves to report its data
    /// quality.
    template <class Projection>
    [[nodiscard]] auto key(Projection const& projection, key_from from, instant const& as_of) const
    {
        using key = decltype(key_of(projection, std::declval<event const&>()));

        std::int64_t const closing = as_of.floor_count<typename Duration::period>();
        auto const&        events  = self().events();
        auto const         used    = [&](event const& one) { return one.usable() && one.at <= closing; };
        bool               any = false, known = false;
        for (auto const& one : events) {
            any = any || used(one);
            if (from == key_from::earliest_known) known = known || (used(one) && !is_missing(key_of(projection, one)));
        }

        std::optional<key> chosen;
        event const*       said_by = nullptr;
        bool               agree   = true;
        for (event const& one : events) {
            if (any && !used(one)) continue;
            key here = key_of(projection, one);
            if (known && is_missing(here)) continue;
            if (!chosen) {
                chosen.emplace(std::move(here));
                said_by = &one;
                continue;
            }
            bool const differs = !(*chosen == here);
            agree              = agree && !(any && differs);
            bool const later   = !one.same_but_for_record(*said_by);
            // Events come in order, so the first or the last ones give the key; among equal events, the smaller key.
            if (later ? from == key_from::latest_record : differs && here < *chosen) {
                chosen.emplace(std::move(here));
                said_by = &one;
            }
        }
        return std::pair{std::move(*chosen), agree};
    }

    /// Returns the key of the latest record that has a value, of those that are used at `until`: at equal instants that of the later stage, where all
    /// lost ones are one and last, then the larger key (definitions, section 10). Empty where no record has one.
    template <class Projection>
    [[nodiscard]] auto latest_known_key(Projection const& projection, std::int64_t until, event_code first_lost) const
    {
        std::optional<decltype(key_of(projection, std::declval<event const&>()))> chosen;
        std::pair<std::int64_t, event_code>                                       said_by;
        for (auto const& events = self().events(); event const& one : events) {
            if (!one.usable() || one.at > until) break;
            auto            here = key_of(projection, one);
            std::pair const place{one.at, (std::min)(one.code(), first_lost)};
            if (is_missing(here) || (chosen && place == said_by && !(*chosen < here))) continue;
            chosen.emplace(std::move(here));
            said_by = place;
        }
        return chosen;
    }

private:
    template <class Projection>
    [[nodiscard]] auto key_of(Projection const& projection, event const& one) const
    {
        return keep(std::invoke(projection, unwrap(self().record(one.record()))));
    }
    [[nodiscard]] Kind const& self() const noexcept { return static_cast<Kind const&>(*this); }
};

}}} // namespace leadmetrics::detail

#endif
