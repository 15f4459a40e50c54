// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/pauses.hpp>

#include "support/catch.hpp"
#include "support/changes.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("pauses are joined where they overlap or touch: one without an end goes on")
{
    struct wait {
        int                        lead_id;
        std::optional<sys_seconds> from, to;
    };
    std::vector<wait> const waits{{1, epoch + 5h, epoch + 6h}, {1, epoch, epoch + 2h},   {1, epoch + 1h, epoch + 3h}, {1, epoch + 6h, epoch + 7h},
                                  {2, epoch, std::nullopt},    {3, std::nullopt, epoch}, {3, epoch + 1h, epoch}};
    auto const              pauses = lm::pauses(waits);
    using stretches                = std::vector<std::pair<std::int64_t, std::int64_t>>;
    auto const of                  = [&](int lead) {
        stretches all;
        pauses.each(lead, [&](std::int64_t from, std::int64_t to) { all.emplace_back(from, to); });
        return all;
    };
    std::int64_t const start = sys_seconds{epoch}.time_since_epoch().count(), hour = 3600;
    CHECK(of(1) == stretches{{start, start + 3 * hour}, {start + 5 * hour, start + 7 * hour}});
    CHECK(of(2) == stretches{{start, INT64_MAX}});
    CHECK(of(3).empty());
    CHECK(of(4).empty());
    CHECK(pauses.quality() == (lm::pause_quality{.records = 7, .used = 5, .missing_lead = 0, .missing_time = 1, .ends_before_start = 1}));
}
