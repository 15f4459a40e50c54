// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_JSON_HPP
#define LEADMETRICS_RENDER_JSON_HPP

// Reports as JSON, for programs in other languages and for what is drawn. Part of the component leadmetrics::json. The schemas are in docs/schema.

#include <leadmetrics/core/detail/saved_header.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/render/detail/described_zone.hpp>
#include <leadmetrics/render/detail/json_form.hpp>
#include <leadmetrics/render/detail/json_writer.hpp>
#include <leadmetrics/version.hpp>

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Names = detail::no_names>
struct json_options {
    Names       names{};             ///< a function from a stage to a text, such as its name; without, enumerators are written as numbers
    bool        list_leads   = true; ///< whether leads are listed by their ids; if not, they are only counted
    int         money_digits = 0;    ///< in pictures: digits of the minor unit of integer amounts, such as 2 for cents; 0: minor units are shown
    std::size_t curve_points = 100;  ///< the most steps of a curve; those that are written stand as they are, the first and the last among them
};

struct to_json_fn {
    /// Returns a report as JSON: `result` is an object of its figures under their names, with units in the names (`_seconds`, `_minor` for cents and
    /// the like), proportions with hits, total, value and the limits of their 95 % interval, instants and windows by ISO 8601, what is undefined as
    /// null. Any nesting of `by`, windows and `together` is written as such.
    ///
    ///     std::cout << lm::to_json(volume, volume(journeys), lm::json_options{.names = name_of}).dump(2);
    ///
    /// With the metric, the answer also has `as_of`, the time zone in which windows are cut, and the metric's settings as one text; and windows of
    /// days and weeks are intervals (without, they are their first day). In texts that are no UTF-8, U+FFFD stands for each byte that is none;
    /// `replaced_texts` counts these texts. Equal reports give equal JSON. Complexity: linear in the report. It throws what `names` and the allocator
    /// throw.
    template <class Report, class Names = detail::no_names>
        requires detail::written_as_json<Report>
    [[nodiscard]] nlohmann::ordered_json operator()(Report const& report, json_options<Names> const& options = {}) const
    {
        return written<detail::unknown_metric>(report, options, nlohmann::ordered_json::object());
    }
    template <class Metric, class Report, class Names = detail::no_names>
        requires std::derived_from<Metric, metric_interface<Metric>> && detail::written_as_json<Report>
    [[nodiscard]] nlohmann::ordered_json operator()(Metric const& metric, Report const& report, json_options<Names> const& options = {}) const
    {
        nlohmann::ordered_json head;
        if constexpr (requires { metric.as_of(); }) {
            auto const at = detail::iso_instant(metric.as_of());
            head["as_of"] = at ? nlohmann::ordered_json(*at) : nlohmann::ordered_json{};
        }
        auto const zone  = detail::described_zone(metric);
        head["zone"]     = zone ? nlohmann::ordered_json(*zone) : nlohmann::ordered_json{};
        head["settings"] = detail::saved_header{metric, {}}.settings;
        return written<Metric>(report, options, std::move(head));
    }

private:
    template <class Metric, class Report, class Names>
    static nlohmann::ordered_json written(Report const& report, json_options<Names> const& options, nlohmann::ordered_json head)
    {
        detail::json_writer<json_options<Names>> write{options};
        nlohmann::ordered_json out{{"leadmetrics", std::to_string(version.major_number) + '.' + std::to_string(version.minor_number)}};
        if (head.contains("zone") && head["zone"].is_string()) head["zone"] = write.text(head["zone"].template get<std::string>());
        if (head.contains("settings")) head["settings"] = write.text(head["settings"].template get<std::string>());
        out.update(head);
        out["result"]         = write.template report<Metric>(report);
        out["replaced_texts"] = write.replaced_texts();
        return out;
    }
};
inline constexpr to_json_fn to_json{};

}} // namespace leadmetrics

#endif
