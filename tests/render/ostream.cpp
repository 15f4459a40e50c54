// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/campaign_reports.hpp>
#include <leadmetrics/funnel_reports.hpp>
#include <leadmetrics/render/ostream.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/report/sequence.hpp>
#include <leadmetrics/scoring.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using namespace std::chrono_literals;

namespace {

template <class T>
concept printable = requires(std::ostream& out, T const& value) {
    { out << value } -> std::same_as<std::ostream&>;
};
template <class T>
std::string text_of(T const& value)
{
    std::ostringstream out;
    out << value;
    return std::move(out).str();
}
struct comma_for_a_point : std::numpunct<char> {
    char        do_decimal_point() const override { return ','; }
    char        do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};
enum class phase { lead, mql };
struct change {
    std::string    lead_id;
    phase          stage;
    date::sys_days at;
};
date::sys_days const      start = 2024_y / 1 / 1;
std::vector<change> const changes{
    {"a", phase::lead, start},
    {"a", phase::mql, start + date::days{20}},
    {"b", phase::lead, start},
    {"", phase::mql, start + date::days{9}},
};
auto const names = [](phase stage) { return stage == phase::lead ? "Anfrage" : "geprüft"; };

} // namespace

TEST_CASE("every report prints, with keys and windows, too, and says what became of the records")
{
    using money      = std::int64_t;
    auto const shows = [](auto const& report, char const* title) {
        auto const text = text_of(report);
        CHECK(text.substr(0, text.find('\n')) == title);
        if constexpr (requires { report.quality; }) CHECK_THAT(text, says("0 records, 0 used"));
    };
    shows(lm::volume_report<phase>{}, "Volume");
    shows(lm::conversion_report<std::string>{}, "Conversion");
    shows(lm::velocity_report<int>{}, "Velocity");
    shows(lm::forecast_report<int, int>{}, "Forecast");
    shows(lm::back_test_report<int>{}, "Back-test");
    shows(lm::rate_comparison<int>{}, "Comparison");
    shows(lm::incidence_comparison<int>{}, "Comparison of times");
    shows(lm::efficiency_report{}, "Efficiency");
    shows(lm::mql_report<phase, std::string>{}, "MQL");
    shows(lm::sla_report<int, date::sys_seconds, std::chrono::seconds>{}, "Service level");
    shows(lm::sla_report<int, date::sys_seconds, lm::working_duration<std::chrono::seconds>>{}, "Service level");
    shows(lm::response_lift_report{}, "Response lift");
    shows(lm::roi_report<std::string, money, std::chrono::seconds>{}, "Return on investment");
    shows(lm::attribution_report<std::string, money>{}, "Attribution");
    shows(lm::top_paths_report<std::string, double>{}, "Paths");
    shows(lm::path_lengths_report<double>{}, "Lengths of paths");
    shows(lm::markov_order_report{}, "Order of a chain");
    shows(lm::directly_follows_report<std::string>{}, "Flow");
    shows(lm::sequence_report{}, "Sequence");
    shows(lm::scores_report<lm::lead_score<int, std::chrono::seconds>>{}, "Scores");
    shows(lm::score_series_report<lm::lead_series<int>>{}, "Scores over time");
    shows(lm::qualification_report{}, "Qualification");
    shows(lm::suggested_threshold_report{}, "Suggested threshold");
    shows(lm::bands_report{}, "Bands of scores");
    shows(lm::evaluation_report{}, "Scores against what came true");
    shows(lm::fit_scores_report<int>{}, "Fit");
    shows(lm::score_grid_report<int>{}, "Fit and engagement");
    shows(lm::what_if_report<int>{}, "Scores under another model");

    STATIC_REQUIRE(printable<lm::keyed<std::string, lm::window_report<date::year_month, lm::efficiency_report>>>);
    STATIC_REQUIRE(printable<std::tuple<lm::efficiency_report, lm::volume_report<phase>>>);
    // What is no report is left alone.
    STATIC_REQUIRE_FALSE(printable<change>);
    STATIC_REQUIRE_FALSE(printable<lm::keyed<std::string, change>>);
    STATIC_REQUIRE_FALSE(printable<std::tuple<lm::efficiency_report, change>>);
    STATIC_REQUIRE_FALSE(printable<lm::funnel<phase>>);
}

TEST_CASE("every reason for which a record is not used is printed with its count")
{
    auto const all_of = [](std::string const& text, std::initializer_list<char const*> parts) {
        for (char const* part : parts) CHECK_THAT(text, says(part));
    };
    lm::efficiency_report events;
    events.quality = {.records            = 100,
                      .used               = 30,
                      .missing_lead       = 11,
                      .missing_time       = 12,
                      .unknown_stage      = 13,
                      .duplicates         = 14,
                      .after_as_of        = 20,
                      .out_of_order       = 21,
                      .reopened           = 22,
                      .undone_wins_only   = 23,
                      .lost_without_stage = 24,
                      .repeated_leads     = 25};
    all_of(text_of(events), {"100 records, 30 used; 11 without a lead; 12 without a time; 13 of an unknown stage; 14 duplicates; 20 after as_of",
                             "21 out of order; 22 reopened; 23 with undone wins only; 24 lost without a stage; 25 repeated"});

    lm::markov_order_report paths;
    auto& [touches, deals] = paths.quality;
    touches                = {.records          = 100,
                              .used             = 15,
                              .missing_lead     = 11,
                              .missing_time     = 12,
                              .missing_campaign = 13,
                              .duplicates       = 14,
                              .after_as_of      = 16,
                              .no_conversion    = 19};
    deals = {.records = 70, .used = 5, .missing_lead = 11, .missing_time = 12, .missing_amount = 13, .duplicates = 14, .after_as_of = 15};
    all_of(text_of(paths),
           {"touches: 100 records, 15 used; 11 without a lead; 12 without a time; 13 without a campaign; 14 duplicates; 16 after as_of; "
            "19 of leads without a conversion",
            "conversions: 70 records, 5 used; 11 without a lead; 12 without a time; 13 without an amount; 14 duplicates; 15 after as_of"});

    lm::roi_report<std::string, std::int64_t, std::chrono::seconds> flows;
    flows.quality.records = 80, flows.quality.unknown_currency = 41, flows.quality.missing_amount = 39;
    all_of(text_of(flows), {"80 records, 0 used; 39 without an amount; 41 of an unknown currency"});

    lm::response_lift_report answers;
    answers.pending = 7, answers.out_of_order = 8;
    all_of(text_of(answers), {"pending, in no band: 7", "never waiting, in no band: 8"});
    answers.bands.push_back({{}, lm::seconds{32 * 3600}, 0, {}, {}}); // of working time, as likely as not: a day of it has no fixed length
    all_of(text_of(answers), {"32 h"});

    lm::mql_report<phase, std::string> handed_over;
    handed_over.rejected_without_reason = 9;
    all_of(text_of(handed_over), {"rejected without a reason: 9"});

    // A part without records that has a count of its own says it.
    lm::window_report<date::year_month, lm::efficiency_report> months;
    months.undated.quality.missing_time = 3;
    all_of(text_of(months), {"0 records, 0 used; 3 without a time"});
}

TEST_CASE("a report is a table with the names of stages, and says what became of the records")
{
    lm::funnel const pipeline{phase::lead, phase::mql};
    lm::volume const volume{pipeline, {.as_of = start + date::days{60}, .goals = {{phase::mql, 2}}}};
    CHECK(text_of(lm::with_names(volume(lm::journeys(changes, pipeline)), names))
          == "Volume\n"
             "  stage    entered  reached\n"
             "  Anfrage        2        2\n"
             "  geprüft        1        1\n"
             "  goal geprüft: 1 of 2, 50.0 %; needs Anfrage: 4\n"
             "  4 records, 3 used; 1 without a lead\n");
}

TEST_CASE("months stand under their headings, and records that belong to none with the undated")
{
    lm::funnel const pipeline{phase::lead, phase::mql};
    auto const       text = text_of(lm::monthly(lm::efficiency{pipeline, {.as_of = start + date::days{60}}})(lm::journeys(changes, pipeline)));
    CHECK_THAT(text, says("2024/Jan:\n  Efficiency\n"));
    CHECK_THAT(text, says("undated:\n"));
    CHECK_THAT(text, says("    4 records, 3 used; 1 without a lead\n"));
    CHECK_THAT(text, !says("0 records"));
}

TEST_CASE("neither the stream's locale nor its flags change the text, and the text does not change the flags")
{
    lm::proportion const rate{.hits = 1234, .total = 2000};
    auto const           plain = text_of(rate);
    CHECK(plain == "61.7 % (1234 of 2000, 59.5 to 63.8)");
    std::ostringstream out;
    out.imbue(std::locale{std::locale::classic(), new comma_for_a_point});
    out << std::hex << std::setprecision(1) << std::scientific << std::showpos;
    auto const before = out.flags();
    out << rate;
    CHECK(out.str() == plain);
    CHECK(out.flags() == before);
    CHECK(out.precision() == 1);
}

TEST_CASE("lengths of time are said in the units of people")
{
    CHECK(lm::length_text(0s) == "0 s");
    CHECK(lm::length_text(59s) == "59 s");
    CHECK(lm::length_text(60s) == "1 min");
    CHECK(lm::length_text(200min) == "3 h 20 min");
    CHECK(lm::length_text(60h) == "2.5 days");
    CHECK(lm::length_text(-90s) == "-1 min 30 s");
    CHECK(lm::length_text(lm::seconds{59.9999}) == "1 min");
}
