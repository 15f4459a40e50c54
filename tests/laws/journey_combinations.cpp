// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Reports on journeys by key and window, and together.

#include "inputs.hpp"
#include "journey_families.hpp"
#include "typed_subject.hpp"

namespace leadmetrics_tests {

std::vector<law_family> journey_combinations()
{
    auto const              at     = closing;
    auto const              before = epoch + days{50};
    auto const              stages = pipeline();
    lm::volume const        volume{stages, {.as_of = at, .goals = {{phase::won, 3}}}}, earlier{stages, {.as_of = before, .goals = {{phase::won, 3}}}};
    lm::conversion const    conversion{stages, {.as_of = at, .horizon = days{20}}};
    lm::velocity const      velocity{stages, {.as_of = at}, &change::amount};
    lm::efficiency const    efficiency{stages, {.as_of = at, .target = phase::sql}};
    lm::sla const           sla{stages, {.as_of = at, .start = phase::mql, .response = phase::sql, .allowance = 9h}};
    lm::response_lift const lift{stages, {.as_of = at, .start = phase::mql, .response = phase::sql, .bands = {days{1}, days{9}}}};

    std::vector<law_family> all;
    auto const              add = [&](char const* name, auto... metrics) { all.push_back(family<journey_input>(name, std::move(metrics)...)); };
    add("together", lm::together(volume, velocity, conversion, lift), lm::together(earlier, velocity, conversion, lift));
    add("monthly(by(source, sla))", lm::monthly(lm::by(&change::source, sla)));
    add("by(source, monthly)", lm::by(&change::source, lm::monthly(velocity, lm::fixed_offset{1h})),
        lm::by(&change::source, lm::monthly(velocity, lm::fixed_offset{2h})));
    add("by(source, latest amount, together(…, weekly))",
        lm::by(&change::source, lm::latest(&change::amount), lm::together(efficiency, lm::weekly(conversion))));
    add("together(quarterly(by), windowed)",
        lm::together(lm::quarterly(lm::by(&change::source, volume)), lm::windowed([](auto when) { return when < epoch + days{30}; }, efficiency)));
    return all;
}

std::vector<law_family> journey_families()
{
    auto all = journey_reports();
    for (auto& one : journey_combinations()) all.push_back(std::move(one));
    return all;
}

} // namespace leadmetrics_tests
