// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/campaign_reports.hpp>
#include <leadmetrics/funnel_reports.hpp>
#include <leadmetrics/render/ostream.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/scoring.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>
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

TEST_CASE("every report prints, by keys and windows, too")
{
    using money = std::int64_t;
    STATIC_REQUIRE(printable<lm::volume_report<phase>>);
    STATIC_REQUIRE(printable<lm::conversion_report<std::string>>);
    STATIC_REQUIRE(printable<lm::velocity_report<int>>);
    STATIC_REQUIRE(printable<lm::efficiency_report>);
    STATIC_REQUIRE(printable<lm::mql_report<phase, std::string>>);
    STATIC_REQUIRE(printable<lm::response_lift_report>);
    STATIC_REQUIRE(printable<lm::roi_report<std::string, money, lm::seconds>>);
    STATIC_REQUIRE(printable<lm::attribution_report<std::string, money>>);
    STATIC_REQUIRE(printable<lm::top_paths_report<std::string, double>>);
    STATIC_REQUIRE(printable<lm::path_lengths_report<double>>);
    STATIC_REQUIRE(printable<lm::markov_order_report>);
    STATIC_REQUIRE(printable<lm::directly_follows_report<std::string>>);
    STATIC_REQUIRE(printable<lm::qualification_report>);
    STATIC_REQUIRE(printable<lm::keyed<std::string, lm::efficiency_report>>);
    STATIC_REQUIRE(printable<lm::proportion>);
    STATIC_REQUIRE(!printable<change>); // what is no report is left alone
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
