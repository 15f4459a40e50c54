// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/arrow.hpp>

#include "support/law.hpp"
#include "support/table_maker.hpp"

#include <leadmetrics/adapter/salesforce.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/velocity.hpp>

#include <date/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using date::sys_days;
using namespace date::literals;

namespace {

sys_days const start = 2024_y / 1 / 1;

} // namespace

TEST_CASE("stage changes are read from columns in place, with their offsets and their nulls")
{
    table_maker make(4, 5);
    make.texts<std::int32_t>("LeadId", {{"a"}, {"b"}, std::nullopt, {"a"}});
    make.texts<std::int64_t>("stages", {{"lead"}, {"won"}});
    make.dictionary("NewValue", {0, 0, 1, 1});
    auto const millis = [](sys_days day) {
        return std::optional{std::int64_t{date::sys_time<std::chrono::milliseconds>{day}.time_since_epoch().count()}};
    };
    make.numbers<std::int64_t>("CreatedDate", "tsm:UTC", {millis(start), std::nullopt, millis(start), millis(start + date::days{1})});
    auto const [schema, array] = make.finish();
    lm::arrow_table const         table{schema, array};
    lm::arrow_stage_changes const changes{table, {.lead_id = "LeadId", .stage = "NewValue", .at = "CreatedDate"}};
    REQUIRE(changes.size() == 4);
    CHECK(changes[3].lead_id == "a");
    CHECK(changes[3].stage == "won");
    CHECK(changes[3].at == start + date::days{1});
    CHECK_FALSE(changes[1].at.has_value());
    CHECK(changes[2].lead_id.empty());

    lm::funnel<std::string> const pipeline{"lead", "won"};
    auto const                    report = lm::velocity{pipeline, {.as_of = start + date::days{9}}}(lm::journeys(changes, pipeline));
    CHECK(report.quality.records == 4);
    CHECK(report.quality.missing_time == 1);
    CHECK(report.quality.missing_lead == 1);
    CHECK(report.steps[0].moved == 1);
}

TEST_CASE("a slice of a table begins at its first row, whatever the columns' own offsets")
{
    table_maker make(4, 5);
    make.texts<std::int32_t>("LeadId", {{"a"}, {"b"}, std::nullopt, {"d"}});
    make.texts<std::int64_t>("NewValue", {{"lead"}, {"lead"}, {"won"}, {"won"}});
    make.numbers<std::int32_t>("CreatedDate", "tdD", {1, 2, 3, 4});
    auto [schema, array] = make.finish();
    array.offset         = 1;
    array.length         = 3;
    lm::arrow_table const         table{schema, array};
    lm::arrow_stage_changes const changes{table, {.lead_id = "LeadId", .stage = "NewValue", .at = "CreatedDate"}};
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].lead_id == "b");
    CHECK(changes[0].stage == "lead");
    CHECK(changes[0].at == sys_days{date::days{2}});
    CHECK(changes[1].lead_id.empty());
    CHECK(changes[2].lead_id == "d");
    CHECK(changes[2].at == sys_days{date::days{4}});

    lm::arrow_records const records{table};
    enum class phase { lead, won };
    auto const read = records | lm::salesforce::lead_history(lm::vocabulary<phase>{{"lead", phase::lead}, {"won", phase::won}});
    REQUIRE(read.size() == 3);
    CHECK(read[0].stage == phase::lead);
    CHECK(read[2].at == sys_days{date::days{4}});
}

TEST_CASE("a vendor's adapter takes a table as it takes any records")
{
    enum class phase { lead, won };
    table_maker make(2, 3);
    make.texts<std::int32_t>("LeadId", {{"00Q000000000001EAA"}, {"00Q000000000001"}});
    make.texts<std::int32_t>("NewValue", {{"New"}, {"Closed"}});
    make.numbers<std::int32_t>("CreatedDate", "tdD", {19723, 19724});
    auto const [schema, array] = make.finish();
    lm::arrow_records const records{lm::arrow_table{schema, array}};
    auto const              changes = records | lm::salesforce::lead_history(lm::vocabulary<phase>{{"New", phase::lead}, {"Closed", phase::won}});
    REQUIRE(changes.size() == 2);
    CHECK(changes[1].lead_id == changes[0].lead_id);
    CHECK(changes[0].at == start);
    CHECK(changes[1].stage == phase::won);
}

TEST_CASE("what is no such table or column is refused with what was found")
{
    table_maker make(1, 0);
    make.numbers<std::int64_t>("id", "l", {1});
    make.numbers<double>("share", "g", {0.5});
    auto [schema, array] = make.finish();
    lm::arrow_table const table{schema, array};
    CHECK_THROWS_WITH(table.texts("id"), says("id = l"));
    CHECK_THROWS_WITH(table.integers("share"), says("share = g"));
    CHECK_THROWS_WITH(table.times("id"), says("timestamps"));
    CHECK_THROWS_WITH(table.texts("ID"), says("it has id, share"));
    schema.format = "u";
    CHECK_THROWS_WITH((lm::arrow_table{schema, array}), says("record batch"));
    schema.release = nullptr;
    CHECK_THROWS_WITH((lm::arrow_table{schema, array}), says("released"));
}

TEST_CASE("integers of every width and instants of every unit are what they are")
{
    table_maker make(2, 1);
    make.numbers<std::int8_t>("c", "c", {std::int8_t{-5}, std::nullopt});
    make.numbers<std::uint16_t>("S", "S", {std::uint16_t{65535}, std::nullopt});
    make.numbers<std::uint64_t>("L", "L", {18446744073709551615u, std::nullopt});
    make.numbers<std::int64_t>("s", "tss:", {-1, std::nullopt});
    make.numbers<std::int64_t>("n", "tsn:Europe/Berlin", {-1, std::nullopt});
    make.numbers<std::int64_t>("huge", "tss:", {INT64_MAX, std::nullopt});
    auto const [schema, array] = make.finish();
    lm::arrow_table const table{schema, array};
    CHECK(table.integers("c")[0] == -5);
    CHECK(table.integers("S")[0] == 65535);
    CHECK(table.integers("L")[0] == -1); // as bits: ids stay distinct
    CHECK_FALSE(table.integers("c")[1].has_value());
    CHECK(table.times("s")[0]->time_since_epoch().count() == -1'000'000);
    CHECK(table.times("n")[0]->time_since_epoch().count() == -1); // before 1970, down
    CHECK(table.times("huge")[0]->time_since_epoch().count() == INT64_MAX);
}
