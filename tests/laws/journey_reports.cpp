// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Every report on journeys, alone.

#include "inputs.hpp"
#include "journey_families.hpp"
#include "typed_subject.hpp"

namespace leadmetrics_tests {

std::vector<law_family> journey_reports()
{
    auto const               at     = closing;
    auto const               before = epoch + days{50};
    auto const               stages = pipeline();
    lm::working_time<> const office{{}, {{date::Monday, 9h, 17h}, {date::Thursday, 9h, 17h}}},
        longer{{}, {{date::Monday, 9h, 17h}, {date::Thursday, 9h, 18h}}};
    std::vector<law_family> all;
    auto const              add = [&](char const* name, auto... metrics) { all.push_back(family<journey_input>(name, std::move(metrics)...)); };

    add("volume", lm::volume{stages, {.as_of = at, .goals = {{phase::won, 3}}}}, lm::volume{stages, {.as_of = before, .goals = {{phase::won, 3}}}},
        lm::volume{stages, {.as_of = at, .goals = {{phase::won, 4}}}}, lm::volume{stages, {.as_of = at}});
    add("conversion", lm::conversion{stages, {.as_of = at, .horizon = days{20}}}, lm::conversion{stages, {.as_of = at}},
        lm::conversion{stages, {.as_of = at, .horizon = days{20}, .strict = true}});
    add("velocity", lm::velocity{stages, {.as_of = at}, &change::amount}, lm::velocity{stages, {.as_of = at, .incidence = false}, &change::amount},
        lm::velocity{stages, {.as_of = at, .deal = phase::mql}, &change::amount});
    add("conversion on working time", lm::conversion{stages, {.as_of = at, .horizon = 40h, .quantiles = {0.25}}, office}.with_horizon(phase::mql, 9h),
        lm::conversion{stages, {.as_of = at, .horizon = 40h, .quantiles = {0.25}}, office}.with_horizon(phase::mql, 8h),
        lm::conversion{stages, {.as_of = at, .horizon = 40h, .quantiles = {0.25}}, office},
        lm::conversion{stages, {.as_of = at, .horizon = 40h, .quantiles = {0.25}}, longer}.with_horizon(phase::mql, 9h));
    add("velocity on working time", lm::velocity{stages, {.as_of = at, .keep_times = true}, &change::amount, office},
        lm::velocity{stages, {.as_of = at, .keep_times = true}, &change::amount, longer},
        lm::velocity{stages, {.as_of = at}, &change::amount, office});
    add("velocity with bounded error", lm::velocity{stages, {.as_of = at, .durations = lm::precision::within_three_percent}},
        lm::velocity{stages, {.as_of = at}});
    add("efficiency", lm::efficiency{stages, {.as_of = at, .target = phase::sql}}, lm::efficiency{stages, {.as_of = at}},
        lm::efficiency{stages, {.as_of = at, .target = phase::sql, .strict = true}});
    auto const mql = [&](lm::mql_settings<phase> const& settings, auto reason, auto const& clock) {
        return lm::mql{stages, settings, reason, clock};
    };
    lm::mql_settings<phase> const agreed{
        .as_of = at, .qualified = phase::mql, .accepted = phase::sql, .goals = {{phase::sql, 3}}, .silence_accepts_after = 9h};
    auto patient                  = agreed;
    patient.silence_accepts_after = 10h;
    add("mql", mql(agreed, &change::source, office), mql(patient, &change::source, office), mql(agreed, &change::source, longer));
    auto const sla = [&](lm::sla_settings<phase> const& settings, std::chrono::hours web) {
        return lm::sla{stages, settings, lm::agreed_by(&change::source, office).with("web", web)};
    };
    lm::sla_settings<phase> const level{.as_of = at, .start = phase::mql, .response = phase::sql, .allowance = 9h};
    auto                          later = level;
    later.response                      = phase::won;
    add("sla", sla(level, 3h), sla(level, 4h), sla(later, 3h));
    auto const every_time = [&](std::int64_t n, bool again) {
        lm::sla_settings<phase> settings{.as_of = at, .start = phase::mql, .response = phase::sql, .every_time = again};
        return lm::sla{stages, settings, lm::agreed_by(lm::latest(&change::source), office).with("web", lm::working_days{n}).with("fair", 3h)};
    };
    add("sla as it is agreed", every_time(2, true), every_time(3, true), every_time(2, false));
    add("response_lift", lm::response_lift{stages, {.as_of = at, .start = phase::mql, .response = phase::sql, .bands = {days{1}, days{9}}}},
        lm::response_lift{stages, {.as_of = at, .start = phase::mql, .response = phase::sql, .bands = {days{1}, days{8}}}},
        lm::response_lift{stages, {.as_of = at, .start = phase::mql, .response = phase::sql, .bands = {days{1}, days{9}}, .reference = 1}});
    lm::forecast_settings<phase> const ahead{.as_of = at, .within = {days{5}, days{20}}, .list_leads = true};
    auto                               unlisted = ahead;
    unlisted.list_leads                         = false;
    auto recent                                 = ahead;
    recent.entered_since                        = before;
    add("forecast", lm::forecast{stages, ahead, &change::amount}, lm::forecast{stages, unlisted, &change::amount},
        lm::forecast{stages, recent, &change::amount});
    auto sampled    = unlisted;
    sampled.samples = 9;
    auto more       = sampled;
    more.samples    = 10;
    add("forecast with percentiles", lm::forecast{stages, sampled, &change::amount}, lm::forecast{stages, more, &change::amount},
        lm::forecast{stages, unlisted, &change::amount});
    add("back_test", lm::back_test{stages, {.as_of = at, .at = before, .within = {days{5}, days{20}}}},
        lm::back_test{stages, {.as_of = at, .at = before - days{1}, .within = {days{5}, days{20}}}},
        lm::back_test{stages, {.as_of = at, .at = before, .within = {days{5}}}});
    return all;
}

} // namespace leadmetrics_tests
