// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "forecast.hpp"

#include "groups.hpp"
#include "pieces_of_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lm = leadmetrics;

namespace crm {

std::optional<forecast_figures> make_forecast(export_data const& data, lead_journeys const& journeys, forecast_wishes const& wanted, instant as_of,
                                              bool by_group)
{
    if (data.pipeline.size() < 2) return std::nullopt;
    auto const& [horizons, entered_within, samples, list_leads] = wanted;
    lm::forecast_settings<std::string> settings{
        .as_of = as_of, .within = {horizons.begin(), horizons.end()}, .list_leads = list_leads, .curves = lm::curves::of_all, .samples = samples};
    if (entered_within) settings.entered_since = as_of - *entered_within;
    lm::forecast const forecast{data.pipeline, settings, lm::named("value", &change::value)};
    settings.list_leads       = false;
    auto const             at = as_of - *std::max_element(horizons.begin(), horizons.end());
    lm::back_test_settings test{.as_of = as_of, .at = at, .within = settings.within};
    if (entered_within) test.entered_since = at - *entered_within;
    forecast_figures all{on_all_cores(forecast)(journeys), on_all_cores(lm::back_test{data.pipeline, test})(journeys), at, {}, {}};
    all.settings = settings_of(forecast, all.whole);
    if (by_group) all.by_group = by_groups(data, lm::forecast{data.pipeline, settings, lm::named("value", &change::value)}, journeys);
    return all;
}

namespace {

std::string in_days(lm::seconds length) { return fmt::format("{:.0f} d", length.count() / 86400); }

std::vector<std::string> row_of(std::string name, forecast_of_all::step_forecast const& way, forecast_of_all::horizon_forecast const& ahead)
{
    std::vector<std::string> row{std::move(name), fmt::to_string(way.waiting), in_days(ahead.within), fmt::format("{:.1f}", ahead.expected_moves),
                                 fmt::format("{:.1f}", ahead.standard_deviation)};
    if (auto const& likely = ahead.percentiles; !likely.empty())
        row.push_back(fmt::format("{:.0f} – {:.0f}", likely.front().moves, likely.back().moves));
    row.push_back(way.without_value == way.waiting ? "–" : decimals(ahead.expected_money, 0));
    row.push_back(fmt::to_string(way.without_value));
    row.push_back(fmt::to_string(ahead.beyond));
    return row;
}
std::vector<std::string> heading_of(std::string first, forecast_of_all const& one)
{
    std::vector<std::string> names{std::move(first), "waiting", "within", "will move", "give or take"};
    if (!one.to_last.front().horizons.front().percentiles.empty()) names.emplace_back("in 9 of 10 cases");
    names.insert(names.end(), {"money", "no value", "beyond*"});
    return names;
}

} // namespace

std::string forecast_text(export_data const& data, forecast_figures const& all)
{
    table rows(heading_of("way", all.whole));
    for (auto const& way : all.whole.steps)
        for (auto const& ahead : way.horizons) rows.add(row_of(way.from + " → " + way.to, way, ahead));
    for (std::size_t i = 0; i + 1 < all.whole.to_last.size(); ++i)
        for (auto const& ahead : all.whole.to_last[i].horizons)
            rows.add(row_of(all.whole.to_last[i].from + " → " + all.whole.to_last[i].to, all.whole.to_last[i], ahead));
    std::string out = "FORECAST\n" + rows.str();
    out.pop_back();
    out += "  * older than any lead has been: nothing is known of them.\n";
    auto const& tested = all.test.to_last.front();
    for (auto const& one : tested.horizons)
        if (one.brier)
            out += fmt::format(
                "  On {} it would have expected {:.1f} of {} to come from {} to {} within {}; {} did. Brier score {:.4f}, of the plain rate {:.4f}.\n",
                date::format("%F", date::floor<date::days>(all.tested_at)), one.expected, tested.waiting, tested.from, tested.to, in_days(one.within),
                one.moved, *one.brier, *one.brier_of_known);
    if (all.by_group) {
        table groups(heading_of(data.group_name, all.whole));
        for (auto const& [key, one] : *all.by_group)
            for (auto const& ahead : one.to_last.front().horizons) groups.add(row_of(key_text(key), one.to_last.front(), ahead));
        out += '\n' + heading("forecast by " + data.group_name) + groups.str();
        out.pop_back();
    }
    return out + '\n';
}

json forecast_json(json_pieces& of, export_data const& data, forecast_figures const& all)
{
    json out         = of(all.whole);
    out["settings"]  = all.settings;
    out["tested_at"] = date::format("%FT%TZ", date::floor<std::chrono::seconds>(all.tested_at));
    out["back_test"] = of(all.test);
    if (all.by_group) {
        out["by_group"]         = of(*all.by_group);
        out["by_group"]["name"] = of.text(data.group_name);
    }
    return out;
}

} // namespace crm
