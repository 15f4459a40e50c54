// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/arrow_store.hpp>

#include "support/catch.hpp"
#include "support/table_maker.hpp"

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/bytes.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using date::sys_days;
using namespace std::chrono_literals;

namespace {

enum class phase { lead, won };
lm::vocabulary<phase> const words{{"lead", phase::lead}, {"won", phase::won}};
lm::funnel<phase> const     pipeline{phase::lead, phase::won};
sys_days const              start = 2024_y / 1 / 1;

std::optional<std::int64_t> micros(auto at) { return std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count(); }

int released = 0; // of batches

/// A stream of tables; with an error behind them, if it has words for one.
struct source {
    std::vector<std::pair<lm::arrow_schema, lm::arrow_array>> batches;
    char const*                                               error = nullptr;
    std::size_t                                               next  = 0;
    int                                                       ended = 0;

    lm::arrow_stream stream()
    {
        static auto const self = [](lm::arrow_stream* of) -> source& { return *static_cast<source*>(of->private_data); };
        return {[](lm::arrow_stream* of, lm::arrow_schema* to) { return *to = self(of).batches.front().first, 0; },
                [](lm::arrow_stream* of, lm::arrow_array* to) {
                    source& from = self(of);
                    if (from.next == from.batches.size()) return to->release = nullptr, from.error == nullptr ? 0 : 5;
                    *to         = from.batches[from.next++].second;
                    to->release = [](lm::arrow_array* one) { one->release = nullptr, ++released; };
                    return 0;
                },
                [](lm::arrow_stream* of) { return self(of).error; }, [](lm::arrow_stream* of) { of->release = nullptr, ++self(of).ended; }, this};
    }
};

} // namespace

TEST_CASE("a store keeps what batches say after they are gone, and what is missing as missing")
{
    table_maker       one(3, 2), two(2, 0);
    std::string const long_id(40, 'x');
    one.texts<std::int32_t>("lead_id", {{"a"}, {long_id}, std::nullopt});
    one.texts<std::int32_t>("stage", {{"lead"}, {"lead "}, {"won"}});
    one.numbers<std::int64_t>("at", "tsu:UTC", {micros(start), micros(start + 1h), micros(start)});
    one.texts<std::int64_t>("source", {{"web"}, std::nullopt, {"fair"}});
    one.numbers<std::int64_t>("amount", "l", {100, std::nullopt, 7});
    two.texts<std::int32_t>("lead_id", {{"a"}, {long_id}});
    two.texts<std::int32_t>("stage", {{"won"}, {"unheard of"}});
    two.numbers<std::int64_t>("at", "tsu:UTC", {micros(start + 48h), std::nullopt});
    two.texts<std::int64_t>("source", {{"web"}, {"web"}});
    two.numbers<std::int64_t>("amount", "l", {300, 1});
    source from{{one.finish(), two.finish()}};
    auto   stream = from.stream();
    released      = 0;

    lm::arrow_store<phase> store{words, {.texts = {"source"}, .amount = "amount"}};
    store.add(stream);
    CHECK(released == 2);
    CHECK(from.ended == 1);
    REQUIRE(store.size() == 5);
    auto const moved = std::move(store);
    CHECK(moved[1].lead_id == long_id);
    CHECK(moved[1].stage == phase::lead);
    CHECK(moved[1].at == start + 1h);
    CHECK(moved[1].text(0).empty());
    CHECK_FALSE(moved[1].amount().has_value());
    CHECK(moved[2].lead_id.empty());
    CHECK_FALSE(moved[4].stage.has_value());
    CHECK_FALSE(moved[4].at.has_value());
    CHECK(moved[3].amount() == 300);

    auto const journeys = lm::journeys(moved, pipeline);
    auto const report =
        lm::by([](auto const& change) { return std::string{change.text(0)}; }, lm::velocity{pipeline, {.as_of = start + 96h}})(journeys);
    CHECK(report.at("web").step(phase::lead).moved == 1);
    CHECK(report.at("web").step(phase::lead).completed.mean == lm::seconds{48 * 3600});
    auto const all = lm::volume{pipeline, {.as_of = start + 96h}}(journeys).quality;
    CHECK(all.records == 5);
    CHECK(all.used == 3);
    CHECK(all.missing_lead == 1);
    CHECK(all.missing_time == 1);
}

TEST_CASE("integer ids, and instants in the columns' own precision")
{
    table_maker make(2, 1);
    make.numbers<std::int32_t>("lead_id", "i", {7, std::nullopt});
    make.texts<std::int32_t>("stage", {{"lead"}, {"won"}});
    make.numbers<std::int64_t>("at", "tss:", {1'700'000'000, 1'700'000'001});
    auto [schema, array] = make.finish();
    lm::arrow_table const table{schema, array};
    table.with_precision_of("at", [&](auto precision) {
        CHECK(std::is_same_v<decltype(precision), std::chrono::seconds>);
        lm::arrow_stage_changes<lm::arrow_schema, lm::arrow_array, std::int64_t, decltype(precision)> const in_place{table, {}};
        CHECK(in_place[1].at == date::sys_seconds{1'700'000'001s});
        lm::arrow_store<phase, std::int64_t, decltype(precision)> store{words};
        store.add(schema, array);
        CHECK(store[0].lead_id == 7);
        CHECK_FALSE(store[1].lead_id.has_value());
        CHECK(store[1].at == date::sys_seconds{1'700'000'001s});
    });
    lm::arrow_store<phase> as_texts{words};
    as_texts.add(schema, array);
    CHECK(as_texts[0].lead_id == "7");
    CHECK(as_texts[1].lead_id.empty());
}

TEST_CASE("streams and batches that cannot be read are refused and released")
{
    table_maker make(1, 0);
    make.texts<std::int32_t>("lead_id", {{"a"}});
    make.texts<std::int32_t>("stage", {{"lead"}});
    make.numbers<std::int64_t>("when", "tsu:UTC", {micros(start)});
    auto const             batch = make.finish();
    lm::arrow_store<phase> store{words};
    source                 other{{batch}};
    auto                   stream = other.stream();
    released                      = 0;
    CHECK_THROWS_WITH(store.add(stream), says("\"at\"") && says("it has lead_id, stage, when"));
    CHECK(released == 1);
    CHECK(other.ended == 1);
    CHECK(store.empty());
    CHECK_THROWS_WITH(store.add(stream), says("a released stream"));

    source broken{{batch}, "the disk is full"};
    stream = broken.stream();
    lm::arrow_store<phase> with_when{words, {.at = "when"}};
    CHECK_THROWS_WITH(with_when.add(stream), says("tells of an error (5)") && says("the disk is full"));
    CHECK(broken.ended == 1);
    CHECK(with_when.empty()); // a stream is added as a whole or not at all
}

TEST_CASE("the places in a dictionary are no amounts and no ids")
{
    table_maker make(2, 0);
    make.texts<std::int32_t>("lead_id", {{"a"}, {"b"}});
    make.texts<std::int32_t>("stage", {{"lead"}, {"won"}});
    make.numbers<std::int64_t>("at", "tsu:UTC", {micros(start), micros(start)});
    make.texts<std::int32_t>("amount", {{"100"}, {"7000"}});
    make.dictionary("amount", {0, 1});
    auto [schema, array] = make.finish();
    lm::arrow_store<phase> with_amounts{words, {.amount = "amount"}};
    CHECK_THROWS_WITH(with_amounts.add(schema, array), says("the Arrow column amount = a dictionary") && says("cast it"));
    CHECK(with_amounts.empty());
    lm::arrow_store<phase, std::int64_t> numbered{words, {.lead_id = "amount"}};
    CHECK_THROWS_WITH(numbered.add(schema, array), says("a dictionary"));
    lm::arrow_store<phase> named{words, {.lead_id = "amount"}};
    named.add(schema, array);
    CHECK(named[1].lead_id == "7000");
}
