// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_PATH_WINDOW_HPP
#define LEADMETRICS_JOURNEY_PATH_WINDOW_HPP

// Which touches led to a conversion? Definitions, section 13.

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Which touches belong to a conversion.
struct path_window {
    std::optional<instant>  as_of{};    ///< when the books are closed; must be set
    std::optional<timespan> lookback{}; ///< only touches at most this long before the conversion (inclusive); empty: no limit. Refused: negative
    bool                    cut_at_conversions = true;  ///< whether a path starts after the lead's previous conversion
    bool                    collapse_repeats   = false; ///< whether the earliest of several touches of one campaign in a row stands for all of them
    timespan                tolerance          = std::chrono::seconds{0}; ///< instants this close together are equal. Refused: negative

    /// Writes the settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        detail::describe_setting(to, "as_of", as_of);
        detail::describe_setting(to, "lookback", lookback);
        detail::describe_setting(to, "cut_at_conversions", cut_at_conversions);
        detail::describe_setting(to, "collapse_repeats", collapse_repeats);
        detail::describe_setting(to, "tolerance", tolerance);
    }

    friend bool operator==(path_window const&, path_window const&) = default;
};

/// The settings of lm::attribution.
using attribution_settings = path_window;

namespace detail {

inline path_window checked(char const* of, path_window window)
{
    static_cast<void>(checked_as_of(of, window.as_of));
    auto const length = [&](char const* setting, timespan const& given) {
        if (given.negative())
            refuse(std::string{of} + "." + setting, std::to_string(given.in_seconds().count()) + " s", "give a length of time that is not negative");
    };
    if (window.lookback) length("lookback", *window.lookback);
    length("tolerance", window.tolerance);
    return window;
}

} // namespace detail

}} // namespace leadmetrics

#endif
