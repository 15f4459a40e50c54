// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Ranges that make their activities on access give the same reports as activities in memory, by ==.
#include "support/catch.hpp"
#include "support/spoiled_record.hpp"

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/scoring.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using any_record = spoiled_record;

namespace {

/// The same without an `event_id`, which takes another way.
struct plain_record {
    std::string       lead_id, source;
    int               kind = 0;
    date::sys_seconds at{};

    explicit plain_record(any_record const& from) : lead_id(from.lead_id), source(from.source), kind(from.kind), at(from.at) {}
    plain_record(plain_record const&)            = default;
    plain_record& operator=(plain_record const&) = default;
    ~plain_record()
    {
        for (std::string* text : {&lead_id, &source})
            for (char& c : *text) const_cast<char volatile&>(c) = '?';
        const_cast<int volatile&>(kind) = -7;
    }
};

template <class Record, class Range>
void same_scores(std::vector<Record> const& kept, Range const& made)
{
    lm::instant const now   = date::sys_days{date::year{2024} / 4 / 1};
    auto const        model = lm::scoring_model{lm::rule{"first", [](Record const& one) { return one.kind == 0; }, 2.5}.at_most(3),
                                         lm::rules_by(&Record::kind, std::vector{lm::points_for{1, "second", 7}, lm::points_for{2, "third", -3}})}
                           .decay(lm::half_life{date::days{9}});
    lm::scores_settings const settings{.as_of = now, .sales_ready = 5, .cold_after = date::days{20}};
    auto const                a    = lm::ledgers(kept);
    auto const                b    = lm::ledgers(made);
    auto const                same = [&](auto const& metric) {
        auto const report = metric(a);
        CHECK(report == metric(b));
        CHECK(report == metric(made));
    };
    same(lm::scores{model, settings});
    same(lm::scores{model, settings}.explained());
    same(lm::scores{model, settings}.per(&Record::source));
    same(lm::qualification{model, settings}.ever_ready());
    lm::directly_follows const follows{&Record::source, {.as_of = now}};
    CHECK(follows(a) == follows(b));

    auto sorted = kept;
    std::stable_sort(sorted.begin(), sorted.end(), [](auto const& one, auto const& other) { return one.lead_id < other.lead_id; });
    auto const again = sorted | ranges::views::transform([](Record const& one) { return one; });
    CHECK(lm::scores{model, settings}(lm::grouped_ledgers(again)) == lm::scores{model, settings}(a));
}

} // namespace

TEST_CASE("scores of activities that are made on access")
{
    for (std::uint32_t const seed : {1U, 2U, 3U}) {
        CAPTURE(seed);
        auto const all = spoiled_records(seed, 150);
        same_scores(all, made_on_access(all));
        std::vector<plain_record> const plain(all.begin(), all.end());
        same_scores(plain, plain | ranges::views::transform([](plain_record const& one) { return one; }));
    }
}
