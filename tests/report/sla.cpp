// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/sla.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/journey/journeys.hpp>

#include "support/answers.hpp"
#include "support/law.hpp"

#include <map>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

auto const elapsed = [](sys_seconds a, sys_seconds b) { return b - a; };
auto const plus    = [](sys_seconds a, std::chrono::seconds d) { return a + d; };
auto const worked  = [](sys_seconds a, sys_seconds b) { return practice().elapsed(a, b).open_time(); };
auto const add     = [](sys_seconds a, std::chrono::seconds d) { return practice().add(a, d); };

lm::sla_settings<phase> const in_a_week{.as_of = closing, .start = phase::mql, .response = phase::sql, .allowance = days{7}};
lm::sla_settings<phase> const in_20_hours{.as_of = closing, .start = phase::mql, .response = phase::sql, .allowance = 20h};

template <class Report, class Answers>
void agrees(Report const& report, Answers const& answers)
{
    std::map<twin_answer::state, std::int64_t> n;
    std::vector<std::chrono::seconds>          times;
    for (twin_answer const& one : answers) {
        ++n[one.what];
        if (one.what == twin_answer::met || one.what == twin_answer::breached) times.push_back(one.waited);
    }
    RC_ASSERT(report.met == n[twin_answer::met]);
    RC_ASSERT(report.breached == n[twin_answer::breached]);
    RC_ASSERT(report.overdue == n[twin_answer::overdue]);
    RC_ASSERT(report.pending == n[twin_answer::pending]);
    RC_ASSERT(report.out_of_order == n[twin_answer::never_waiting]);
    RC_ASSERT(report.started == report.met + report.breached + report.overdue + report.pending);
    RC_ASSERT(report.compliance == (lm::proportion{report.met, report.met + report.breached + report.overdue}));
    RC_ASSERT(report.wasted == report.breached + report.overdue);
    RC_ASSERT(report.response.count == static_cast<std::int64_t>(times.size()));
    std::sort(times.begin(), times.end());
    RC_ASSERT(report.response.median.has_value() == !times.empty());
    if (times.empty()) return;
    auto const middle = times[(times.size() - 1) / 2] + times[times.size() / 2];
    RC_ASSERT(!(*report.response.median < middle / 2) && !(*report.response.median > (middle + 1s) / 2 + 1s));
    std::chrono::seconds sum{};
    for (auto const t : times) sum += t;
    RC_ASSERT(*report.response.mean >= lm::seconds(sum) / static_cast<double>(times.size()) * (1 - 1e-12)
              && *report.response.mean <= lm::seconds(sum) / static_cast<double>(times.size()) * (1 + 1e-12));
}

template <class Report, class Answers>
void lists_agree(Report const& report, Answers const& answers)
{
    std::size_t overdue = 0;
    for (std::size_t i = 1; i < report.overdue_leads.size(); ++i) RC_ASSERT(report.overdue_leads[i - 1].due <= report.overdue_leads[i].due);
    for (twin_answer const& one : answers) {
        if (one.what == twin_answer::pending)
            RC_ASSERT(1 == std::count_if(report.pending_leads.begin(), report.pending_leads.end(), [&](auto const& l) {
                          return l.lead_id == one.lead && l.due == one.due && l.start == one.start;
                      }));
        if (one.what != twin_answer::overdue) continue;
        ++overdue;
        RC_ASSERT(1 == std::count_if(report.overdue_leads.begin(), report.overdue_leads.end(), [&](auto const& l) {
                      return l.lead_id == one.lead && l.due == one.due && l.start == one.start;
                  }));
    }
    RC_ASSERT(report.overdue_leads.size() == overdue);
}

template <class Elapsed, class Add>
std::vector<twin_answer> twins(twin_books const& books, std::chrono::seconds allowance, Elapsed on, Add by, std::vector<call> const& calls = {},
                               std::vector<wait_for_customer> const& waits = {})
{
    std::vector<twin_answer> all;
    for (auto const& lead : books.leads) all.push_back(twin_answer_of(lead, closing, 1, 2, allowance, on, by, calls, waits));
    return all;
}

} // namespace

TEST_CASE("service levels are the twin's, on elapsed and on working time")
{
    holds("states, response times, waiting leads", [](std::vector<change> const& messy) {
        auto const changes  = since_1900(messy);
        auto const journeys = lm::journeys(changes, pipeline());
        auto const books    = close_books(changes, closing);
        auto const by_wall = twins(books, days{7}, elapsed, plus), by_work = twins(books, 20h, worked, add);
        auto const one = lm::sla{pipeline(), in_a_week}(journeys);
        agrees(one, by_wall);
        lists_agree(one, by_wall);
        RC_ASSERT(one.quality == books.quality);
        auto const two = lm::sla{pipeline(), in_20_hours, practice()}(journeys);
        agrees(two, by_work);
        lists_agree(two, by_work);
    });
}

TEST_CASE("contacts and pauses are the twin's")
{
    holds("states, response times, due instants",
          [](std::vector<change> const& messy, std::vector<call> const& calls, std::vector<wait_for_customer> const& waits) {
              auto const changes  = since_1900(messy);
              auto const journeys = lm::journeys(changes, pipeline());
              auto const books    = close_books(changes, closing);
              auto const contacts = lm::contacts(calls, [](call const& c) { return !c.automatic; });
              auto const pauses   = lm::pauses(waits);
              auto const by_wall = twins(books, days{7}, elapsed, plus, calls, waits), by_work = twins(books, 20h, worked, add, calls, waits);
              auto const one = lm::sla{pipeline(), in_a_week}.answered_by(contacts).paused_by(pauses)(journeys);
              agrees(one, by_wall);
              lists_agree(one, by_wall);
              auto const two = lm::sla{pipeline(), in_20_hours, practice()}.paused_by(pauses).answered_by(contacts)(journeys);
              agrees(two, by_work);
              lists_agree(two, by_work);
          });
}

TEST_CASE("allowances by key are those of the keys' own reports")
{
    holds("each source on its own", [](std::vector<change> const& changes) {
        auto const    journeys = lm::journeys(changes, pipeline());
        lm::sla const agreed{pipeline(), in_a_week, lm::agreed_by(&change::source).with("web", 3h).with("fair", days{30})};
        lm::sla       same{pipeline(), in_a_week};
        auto const    reports = lm::by(&change::source, agreed)(journeys);
        for (auto const& [source, report] : reports) {
            auto settings      = in_a_week;
            settings.allowance = source == "web" ? lm::timespan{3h} : source == "fair" ? lm::timespan{days{30}} : lm::timespan{days{7}};
            RC_ASSERT(report == lm::by(&change::source, lm::sla{pipeline(), settings})(journeys).at(source));
        }
    });
    lm::sla const agreed{pipeline(), in_a_week, lm::agreed_by(&change::source, practice()).with("web", 3h)};
    CHECK(agreed.due_at(epoch + days{1}, "web") == epoch + days{1} + 12h);
    CHECK(agreed.due_at(epoch, "fair") > epoch + days{7});
}

TEST_CASE("the unanswered are censored, not left out")
{
    // Three answered within a day, three not answered in thirty: half of all are answered within a day, not all.
    std::vector<change> changes;
    for (int i = 0; i != 6; ++i) {
        changes.push_back({i, phase::mql, epoch, "web", {}});
        if (i < 3) changes.push_back({i, phase::sql, epoch + 8h * (i + 1), "web", {}});
    }
    lm::sla_settings<phase> const settings{.as_of = epoch + days{30}, .start = phase::mql, .response = phase::sql, .allowance = days{1}};
    auto const                    report = lm::sla{pipeline(), settings}(lm::journeys(changes, pipeline()));
    CHECK(report.response.median.value() == 16h);
    CHECK(report.response.p90_kept == true); // of those that were answered
    CHECK(report.response_censored.median.value() == 24h);
    CHECK(report.response_censored.median_kept == true);
    CHECK_FALSE(report.response_censored.p90);         // nobody knows yet
    CHECK(report.response_censored.p90_kept == false); // but it is longer than the allowance
    CHECK(report.response_censored.incidence.at(days{2}).value == 0.5);
}

TEST_CASE("instants on the edge")
{
    lm::sla_settings<phase> settings{.as_of = epoch + days{2}, .start = phase::mql, .response = phase::sql, .allowance = days{2}};
    auto const report = [&](std::vector<change> const& changes) { return lm::sla{pipeline(), settings}(lm::journeys(changes, pipeline())); };
    std::vector<change> const waiting{{1, phase::mql, epoch, "", {}}};
    CHECK(report(waiting).pending == 1); // due is as_of: not before it
    settings.as_of = date::sys_time<std::chrono::milliseconds>{epoch + days{2}} + 1ms;
    CHECK(report(waiting).overdue == 1);
    CHECK(report({{1, phase::mql, epoch, "", {}}, {1, phase::rejected, epoch, "", {}}}).met == 1); // lost at the instant of the start is a response
    CHECK(report({{1, phase::rejected, epoch - 1s, "", {}}, {1, phase::mql, epoch, "", {}}}).overdue == 1); // lost before it is none
    CHECK(report({{1, phase::sql, epoch - 1s, "", {}}, {1, phase::mql, epoch, "", {}}}).out_of_order == 1);
    // A later stage than the response, before the start: never waiting either.
    CHECK(report({{1, phase::won, epoch - 1s, "", {}}, {1, phase::mql, epoch, "", {}}, {1, phase::sql, epoch + 1s, "", {}}}).out_of_order == 1);
    CHECK(report({{1, phase::won, epoch - 1s, "", {}}, {1, phase::mql, epoch, "", {}}}).started == 0);
    CHECK(report({{1, phase::won, epoch + 1s, "", {}}, {1, phase::mql, epoch, "", {}}}).met == 1);
    CHECK(report({{1, phase::sql, epoch, "", {}}, {1, phase::mql, epoch, "", {}}}).met == 1);
    CHECK(report({{1, phase::sql, epoch, "", {}}}).started == 0); // the clock never started
    settings.silence_accepts = true;
    CHECK(report(waiting).accepted_by_default == 1);
    settings.list_leads = false;
    CHECK(report(waiting).overdue_leads.empty());
    settings.allowance = 0s;
    CHECK(report({{1, phase::mql, epoch, "", {}}, {1, phase::rejected, epoch, "", {}}}).met == 1);
}

TEST_CASE("the leads behind service levels, by owner and month")
{
    holds("drill-down", [](std::vector<change> const& changes) {
        auto const    journeys = lm::journeys(changes, pipeline());
        lm::sla const sla{pipeline(), in_20_hours, practice()};
        auto const    listed = [&](auto const& metric, auto const& count) {
            RC_ASSERT(static_cast<std::int64_t>(lm::leads_behind(journeys, metric, count).size()) == count(metric(journeys)));
        };
        listed(sla, [](auto const& r) { return r.met; });
        listed(sla, [](auto const& r) { return r.breached; });
        listed(sla, [](auto const& r) { return r.overdue; });
        listed(sla, [](auto const& r) { return r.pending; });
        listed(sla, [](auto const& r) { return r.wasted; });
        listed(sla, [](auto const& r) { return r.out_of_order; });
        listed(lm::monthly(lm::by(&change::source, sla)), [](auto const& r) { return r[2024_y / 2][std::string{"web"}].compliance.total; });
    });
}

TEST_CASE("settings of service levels are refused by name and value")
{
    using settings     = lm::sla_settings<phase>;
    auto const refused = [](settings const& s, auto const& message) { CHECK_THROWS_WITH((lm::sla{pipeline(), s}), message); };
    refused({.as_of = closing, .start = phase::mql, .response = phase::mql, .allowance = 1h}, says("sla.response = 1: ") && says("behind `start`"));
    refused({.as_of = closing, .start = phase::sql, .response = phase::mql, .allowance = 1h}, says("sla.response = 1: "));
    refused({.as_of = closing}, says("sla.start = not set"));
    refused({.as_of = closing, .start = phase::mql}, says("sla.response"));
    refused({.as_of = closing, .start = phase::mql, .response = phase::rejected}, says("sla.response = 4"));
    refused({.as_of = closing, .start = phase::mql, .response = phase::sql}, says("sla.allowance = not set"));
    refused({.as_of = closing, .start = phase::mql, .response = phase::sql, .allowance = -1s}, says("sla.allowance = -1"));
    refused({.start = phase::mql, .response = phase::sql, .allowance = 1s}, says("sla.as_of"));
    CHECK_THROWS_WITH((lm::sla{pipeline(), in_a_week, lm::agreed_by(&change::source).with("web", -2s)}), says("sla.allowance = -2"));
}

TEST_CASE("more quantiles of response times are asked for in the settings")
{
    // Answered after 1, 2 and 3 days, one not answered by day 7.
    std::vector<change> changes{{4, phase::mql, epoch, "", {}}};
    for (int const lead : {1, 2, 3}) {
        changes.push_back({lead, phase::mql, epoch, "", {}});
        changes.push_back({lead, phase::sql, epoch + days{lead}, "", {}});
    }
    auto settings      = in_a_week;
    settings.as_of     = epoch + days{7};
    settings.quantiles = {0.25, 0.95};
    auto const report  = lm::sla{pipeline(), settings}(lm::journeys(changes, pipeline()));
    CHECK(report.response.quantiles[0].time.value() == 36h);
    CHECK(report.response.quantiles[1].probability == 0.95);
    CHECK(report.response_censored.quantiles[0].time.value() == days{1}); // a quarter of all four
    CHECK_FALSE(report.response_censored.quantiles[1].time);              // nobody knows yet
    settings.quantiles = {-0.1};
    CHECK_THROWS_WITH((lm::sla{pipeline(), settings}), says("sla.quantiles = -0.1"));
}
