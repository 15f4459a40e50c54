// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Writes the picture of each kind of report into a folder, for check.mjs: of many records and of none, with names that would break out of a page.
#include <leadmetrics/render/vega_lite.hpp>

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/scoring.hpp>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using date::days;
using hours = std::chrono::hours;

namespace {

struct change {
    int               lead_id;
    std::string       stage;
    date::sys_seconds at;
    std::string       source;
};
struct money {
    std::string       campaign;
    date::sys_seconds at;
    std::int64_t      amount;
};
struct contact {
    int               lead_id;
    std::string       campaign;
    date::sys_seconds at;
};
struct deal {
    int               lead_id;
    date::sys_seconds at;
    std::int64_t      amount;
};
struct activity {
    int               lead_id;
    int               kind;
    date::sys_seconds at;
};

struct records {
    std::vector<change>   changes;
    std::vector<money>    costs, revenues;
    std::vector<contact>  touches;
    std::vector<deal>     deals;
    std::vector<activity> activities;
};

constexpr date::sys_seconds first_day = date::sys_days{date::year{2024} / 1 / 1};

records made(int leads)
{
    std::uint64_t state = 11;
    auto const    any   = [&](int below) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(below));
    };
    std::string const sources[] = {"ads", "", "</script><b onclick=\"x\">", "Ünïcode & 'quoted' \\ \xff"};
    records           all;
    for (int lead = 0; lead != leads; ++lead) {
        auto              at     = first_day + std::chrono::seconds{any(150 * 86400)};
        std::string const source = sources[any(4)];
        all.changes.push_back({lead, "Lead", at, source});
        all.touches.push_back({lead, source, at});
        all.activities.push_back({lead, any(3), at});
        for (auto const& [stage, longest] : {std::pair{"MQL", 20}, {"SQL", 30}, {"Won", 40}}) {
            if (any(10) < 4) {
                if (any(2) == 0) all.changes.push_back({lead, "Lost", at + hours{any(100)}, source});
                break;
            }
            at += std::chrono::seconds{any(longest * 86400)};
            all.changes.push_back({lead, stage, at, source});
            all.touches.push_back({lead, sources[any(4)], at - hours{1}});
            if (std::string{stage} == "Won") {
                all.deals.push_back({lead, at, any(90'000)});
                all.revenues.push_back({source, at, any(90'000)});
            }
        }
    }
    for (auto const& source : sources)
        for (int month = 0; leads != 0 && month != 5; ++month) all.costs.push_back({source, first_day + days{30 * month}, any(600'000)});
    return all;
}

/// The scores of lead 0, month by month.
template <class Model>
auto history(Model const& model, std::vector<activity> activities)
{
    std::erase_if(activities, [](activity const& one) { return one.lead_id != 0; });
    using explained = std::remove_cvref_t<decltype(*lm::scores{model, {.as_of = first_day}}.explained()(activities).begin())>;
    std::vector<std::pair<date::sys_seconds, explained>> made;
    for (int month = 0; month != 6; ++month) {
        auto const at     = first_day + days{30 * month};
        auto const scores = lm::scores{model, {.as_of = at}}.explained()(activities);
        for (auto const& one : scores) made.emplace_back(at, one);
    }
    return made;
}

class pictures {
public:
    explicit pictures(std::string folder) : folder_(std::move(folder)) {}

    template <class Report>
    void write(std::string const& name, Report const& report)
    {
        std::ofstream{folder_ + "/" + name + ".json"} << lm::to_vega_lite(report).dump() << '\n';
    }

private:
    std::string folder_;
};

void write(std::string const& folder, std::string const& of, records const& all)
{
    pictures    to{folder};
    auto const  now  = first_day + days{170};
    auto const  put  = [&](char const* name, auto const& report) { to.write(of + "_" + name, report); };
    std::string lead = "Lead", mql_stage = "MQL", sql = "SQL", won = "Won";
    auto const  funnel = lm::funnel{lead, mql_stage, sql, won}.lost_at(std::string{"Lost"});
    auto const  leads  = lm::journeys(all.changes, funnel);

    lm::volume const        volume{funnel, {.as_of = now, .goals = {{won, 40}}}};
    lm::conversion const    conversion{funnel, {.as_of = now}};
    lm::velocity const      velocity{funnel, {.as_of = now}};
    lm::efficiency const    efficiency{funnel, {.as_of = now}};
    lm::mql const           mql{funnel, {.as_of = now, .qualified = mql_stage, .accepted = sql}, &change::source};
    lm::sla const           sla{funnel, {.as_of = now, .start = mql_stage, .response = sql, .allowance = days{10}}};
    lm::response_lift const lift{funnel, {.as_of = now, .start = mql_stage, .response = sql, .bands = {days{2}, days{10}}}};
    auto const              each = [&](std::string const& name, auto const& metric) {
        put(name.c_str(), metric(leads));
        put((name + "_by_source").c_str(), lm::by(&change::source, metric)(leads));
        put((name + "_by_month").c_str(), lm::monthly(metric)(leads));
    };
    each("volume", volume);
    each("conversion", conversion);
    each("velocity", velocity);
    each("efficiency", efficiency);
    each("mql", mql);
    each("sla", sla);
    put("sla_by_day", lm::daily(sla)(leads));
    put("sla_by_week", lm::weekly(sla)(leads));
    put("response_lift", lift(leads));
    put("forecast", lm::forecast{funnel, {.as_of = now, .within = {days{10}, days{40}}}}(leads));
    put("back_test", lm::back_test{funnel, {.as_of = now, .at = now - days{50}, .within = {days{10}, days{40}}}}(leads));
    put("comparison",
        lm::compare(lm::by(&change::source, lm::conversion{funnel, {.as_of = now}})(leads), [](auto const& one) { return one.overall.rate; }));
    put("roi", lm::roi{{.as_of = now}}(all.costs, all.revenues));

    lm::attribution_settings const window{.as_of = now};
    auto const                     paths  = lm::paths(all.touches, all.deals, window);
    auto const                     linear = lm::attribution{lm::linear{}, window}(paths);
    put("attribution", linear);
    put("models", std::vector{std::pair{std::string{"linear"}, linear}, {"Markov", lm::attribution{lm::markov{1}, window}(paths)}});
    put("path_lengths", lm::path_lengths{{.as_of = now}}(paths));

    auto const does = [](int kind) { return [kind](activity const& one) { return one.kind == kind; }; };
    put("sequence",
        lm::sequence{{lm::step("page", does(0)), lm::step("<b>demo</b>", does(1)), lm::step("", does(2))}, {.as_of = now}}(all.activities));

    auto const model =
        lm::scoring_model{lm::rules_by(&activity::kind, std::vector{lm::points_for{1, "page", 5}, lm::points_for{2, "demo", 30}})}.decay(
            lm::half_life{days{30}});
    auto const scores = lm::scores{model, {.as_of = now, .sales_ready = 25}}(all.activities);
    put("scores", scores);
    auto const bands = lm::bands(scores, {{"unaware", 0.0}, {"curious", 10.0}});
    put("bands", bands);
    put("scores_and_bands", std::pair{scores, bands});
    put("score_history", history(model, all.activities));
    auto const fit = lm::fit_scores(lm::scoring_model{lm::rule{"ads", [](change const& one) { return one.source == "ads"; }, 50}}, all.changes);
    put("score_grid", lm::score_grid(fit, scores, {.fit = {70, 40}, .engagement = {25, 10}}));
}

} // namespace

int main(int, char** arguments)
{
    write(arguments[1], "many", made(1500));
    write(arguments[1], "one", made(1));
    write(arguments[1], "none", made(0));
}
