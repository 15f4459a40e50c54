// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/response_lift.hpp>

#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/journey/journeys.hpp>

#include "support/answers.hpp"
#include "support/law.hpp"

#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("response lift is the twin's")
{
    holds("leads and conversions by band", [](std::vector<change> const& messy, std::vector<call> const& calls, bool with_horizon) {
        auto const                        changes  = since_1900(messy);
        auto const                        journeys = lm::journeys(changes, pipeline());
        auto const                        books    = close_books(changes, closing);
        auto const                        contacts = lm::contacts(calls, [](call const& c) { return !c.automatic; });
        lm::response_lift_settings<phase> settings{
            .as_of = closing, .start = phase::mql, .response = phase::sql, .bands = {6h, days{2}}, .reference = 1};
        if (with_horizon) settings.horizon = days{20};
        lm::response_lift const lift   = lm::response_lift{pipeline(), settings};
        auto const              report = lift.answered_by(contacts)(journeys);

        std::vector<lm::proportion> bands(4);
        std::int64_t                pending = 0, out_of_order = 0;
        for (auto const& lead : books.leads) {
            auto const answer =
                twin_answer_of(lead, closing, 1, 2, 0s, [](auto a, auto b) { return b - a; }, [](auto a, auto d) { return a + d; }, calls, {});
            if (answer.what == twin_answer::not_started) continue;
            if (answer.what == twin_answer::never_waiting) {
                ++out_of_order;
                continue;
            }
            if (with_horizon && answer.start > closing - days{20}) {
                ++pending;
                continue;
            }
            bool const won      = lead.reached(3) && (!with_horizon || lead.reached_at(3) <= answer.start + days{20});
            bool const answered = answer.what == twin_answer::met || answer.what == twin_answer::breached;
            bands[!answered ? 3 : answer.waited <= 6h ? 0 : answer.waited <= days{2} ? 1 : 2].add(won);
        }
        for (std::size_t i = 0; i != 3; ++i) {
            RC_ASSERT(report.bands[i].conversion == bands[i]);
            RC_ASSERT(report.bands[i].leads == bands[i].total);
            RC_ASSERT(report.bands[i].lift == (lm::relative_rate{bands[i], bands[1]}));
        }
        RC_ASSERT(report.unanswered.conversion == bands[3]);
        RC_ASSERT(report.pending == pending && report.out_of_order == out_of_order);
        RC_ASSERT(report.quality == books.quality);
        RC_ASSERT(
            static_cast<std::int64_t>(lm::leads_behind(journeys, lift.answered_by(contacts), [](auto const& r) { return r.bands[1].leads; }).size())
            == report.bands[1].leads);
    });
}

TEST_CASE("bands say where they begin and end")
{
    lm::response_lift const   lift{pipeline(), {.as_of = closing, .start = phase::mql, .response = phase::sql, .bands = {1h, 24h}}, practice()};
    std::vector<change> const nobody;
    auto const                report = lift(lm::journeys(nobody, pipeline()));
    CHECK_FALSE(report.bands[0].longer_than);
    CHECK(report.bands[0].up_to.value() == 1h);
    CHECK(report.bands[1].longer_than.value() == 1h);
    CHECK(report.bands[2].longer_than.value() == 24h);
    CHECK_FALSE(report.bands[2].up_to);
    CHECK_FALSE(report.unanswered.longer_than);
    CHECK_FALSE(report.bands[0].lift.value());
}

TEST_CASE("a response at the end of a band is in it and a lead as old as the horizon counts")
{
    lm::response_lift const   lift{pipeline(), {.as_of = closing, .start = phase::mql, .response = phase::sql, .bands = {1h}, .horizon = 48h}};
    std::vector<change> const changes{{1, phase::mql, closing - 48h, "web", {}},
                                      {1, phase::sql, closing - 47h, "web", {}},
                                      {2, phase::mql, closing - 48h, "web", {}},
                                      {2, phase::sql, closing - 47h + 1s, "web", {}},
                                      {3, phase::mql, closing - 48h + 1s, "web", {}}};
    auto const                report = lift(lm::journeys(changes, pipeline()));
    CHECK(report.bands[0].leads == 1);
    CHECK(report.bands[1].leads == 1);
    CHECK(report.pending == 1);
}

TEST_CASE("settings of response lift are refused by name and value")
{
    using settings     = lm::response_lift_settings<phase>;
    auto const refused = [](settings const& s, auto const& message) { CHECK_THROWS_WITH((lm::response_lift{pipeline(), s}), message); };
    refused({.as_of = closing, .start = phase::mql, .response = phase::sql}, says("response_lift.bands = none"));
    refused({.as_of = closing, .start = phase::mql, .response = phase::mql, .bands = {2h}}, says("response_lift.response = 1: "));
    refused({.as_of = closing, .start = phase::sql, .response = phase::lead, .bands = {2h}}, says("response_lift.response = 0: "));
    refused({.as_of = closing, .start = phase::mql, .response = phase::sql, .bands = {2h, 1h}}, says("response_lift.bands = 3600"));
    refused({.as_of = closing, .start = phase::mql, .response = phase::sql, .bands = {2h}, .reference = 2}, says("response_lift.reference = 2"));
    refused({.as_of = closing, .start = phase::mql, .response = phase::sql, .bands = {2h}, .target = phase::junk}, says("response_lift.target = 5"));
    refused({.as_of = closing, .start = phase::mql, .response = phase::sql, .bands = {2h}, .horizon = -2h}, says("response_lift.horizon"));
}
