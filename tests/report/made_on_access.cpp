// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Ranges that make their records on access give the same reports as records in memory, by ==.
#include "support/catch.hpp"
#include "support/spoiled_record.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <cstdint>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using any_record = spoiled_record;

namespace {

lm::instant const     now = date::sys_days{date::year{2024} / 4 / 1};
lm::funnel<int> const pipeline{0, 1, 2, 3};

/// Calls check(seed, records in memory, the same made on access).
template <class Check>
void each_range(Check const& check)
{
    for (std::uint32_t const seed : {1U, 2U, 3U}) {
        CAPTURE(seed);
        auto const all = spoiled_records(seed, 150);
        check(all, made_on_access(all));
    }
}

} // namespace

TEST_CASE("reports on journeys of records that are made on access")
{
    each_range([](auto const& kept, auto const& made) {
        auto const a    = lm::journeys(kept, pipeline);
        auto const b    = lm::journeys(made, pipeline);
        auto const same = [&](auto const& metric) { CHECK(metric(a) == metric(b)); };
        same(lm::by(&any_record::source, lm::volume{pipeline, {.as_of = now}}));
        same(lm::by(lm::latest(&any_record::campaign), lm::efficiency{pipeline, {.as_of = now}}));
        same(lm::velocity{pipeline, {.as_of = now}, &any_record::amount});
        same(lm::mql{pipeline, {.as_of = now, .qualified = 1, .accepted = 2}, &any_record::source});
        same(lm::sla{pipeline, {.as_of = now, .start = 1, .response = 2, .allowance = date::days{3}}});
        CHECK(lm::open_leads(a, now, &any_record::campaign, &any_record::amount)
              == lm::open_leads(b, now, &any_record::campaign, &any_record::amount));
        auto const answers = lm::contacts(made);
        CHECK(lm::sla{pipeline, {.as_of = now, .start = 1, .response = 2, .allowance = date::days{3}}}.answered_by(answers)(b)
              == lm::sla{pipeline, {.as_of = now, .start = 1, .response = 2, .allowance = date::days{3}}}.answered_by(lm::contacts(kept))(a));
    });
}

TEST_CASE("reports on paths of touches and deals that are made on access")
{
    each_range([](auto const& kept, auto const& made) {
        lm::path_window const window{.as_of = now, .lookback = date::days{30}};
        auto const            a    = lm::paths(kept, kept, window);
        auto const            b    = lm::paths(made, made, window);
        auto const            same = [&](auto const& metric) { CHECK(metric(a) == metric(b)); };
        same(lm::attribution{lm::linear{}, window});
        same(lm::attribution{lm::shapley{}, window}.per([](auto const& campaign) { return campaign.substr(campaign.size() - 1); }));
        same(lm::attribution{lm::markov{2}, window});
        same(lm::by(&any_record::source, lm::attribution{lm::last_touch_except{"none"}, window}));
        same(lm::top_paths{{.as_of = now}});
        same(lm::path_lengths{{.as_of = now}});
        CHECK(lm::roi{{.as_of = now}}(kept, lm::attributed_revenue(a, lm::linear{}))
              == lm::roi{{.as_of = now}}(made, lm::attributed_revenue(b, lm::linear{})));
    });
}

TEST_CASE("reports on cash flows that are made on access")
{
    each_range([](auto const& kept, auto const& made) { CHECK(lm::roi{{.as_of = now}}(kept, kept) == lm::roi{{.as_of = now}}(made, made)); });
}
