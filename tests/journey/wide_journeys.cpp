// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/wide_journeys.hpp>

#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>

#include "support/changes.hpp"
#include "support/law.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct row {
    int                                                      id;
    std::optional<sys_days>                                  created;
    std::optional<sys_seconds>                               qualified;
    std::optional<date::sys_time<std::chrono::milliseconds>> closed, dropped;
};

auto read(std::vector<row> const& rows)
{
    return lm::journeys(rows, pipeline(), &row::id, lm::entered{phase::lead, &row::created}, lm::entered{phase::mql, &row::qualified},
                        lm::entered{phase::won, &row::closed}, lm::entered{phase::rejected, &row::dropped});
}

} // namespace

TEST_CASE("a wide record is the journey of its times")
{
    holds("as the same times one record each", [](std::vector<std::array<std::uint8_t, 4>> const& raw) {
        struct event {
            int                                       lead_id;
            phase                                     stage;
            date::sys_time<std::chrono::milliseconds> at;
        };
        std::vector<row>   rows;
        std::vector<event> events;
        int                id = 0;
        for (auto const& days_of : raw) {
            row        one{id, {}, {}, {}, {}};
            auto const day = [&](int i) { return epoch + days{days_of[static_cast<std::size_t>(i)]}; };
            if (days_of[0] < 200) events.push_back({id, phase::lead, *(one.created = day(0))});
            if (days_of[1] < 150) events.push_back({id, phase::mql, *(one.qualified = day(1) + 1s)});
            if (days_of[2] < 100) events.push_back({id, phase::won, *(one.closed = day(2) + 5ms)});
            if (days_of[3] < 100) events.push_back({id, phase::rejected, *(one.dropped = day(3) + 5ms)});
            rows.push_back(one);
            ++id;
        }
        lm::velocity const velocity{pipeline(), {.as_of = closing}};
        auto               wide = velocity(read(rows));
        auto const         tall = velocity(lm::journeys(events, pipeline()));
        // A row without a time is a record without one.
        auto const empty = wide.quality.missing_time;
        RC_ASSERT(empty
                  == std::count_if(rows.begin(), rows.end(), [](row const& r) { return !r.created && !r.qualified && !r.closed && !r.dropped; }));
        wide.quality.missing_time = 0;
        wide.quality.records -= empty;
        RC_ASSERT(wide == tall);
    });
}

TEST_CASE("a lead that has two rows is counted as repeated")
{
    std::vector<row> const rows{{3, epoch, {}, {}, {}}, {1, epoch, {}, {}, {}}, {3, epoch, {}, {}, {}}};
    auto const             volume = lm::volume{pipeline(), {.as_of = closing}}(read(rows));
    CHECK(volume.stages[0].entered == 3);
    CHECK(volume.quality.repeated_leads == 1);
}

TEST_CASE("a time for a stage that the funnel does not name is refused")
{
    std::vector<row> const rows;
    CHECK_THROWS_WITH(lm::journeys(rows, pipeline(), &row::id, lm::entered{phase::unheard_of, &row::created}), says("entered.stage = 6"));
}
