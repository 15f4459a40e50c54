// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/mql.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/report/volume.hpp>

#include "support/answers.hpp"
#include "support/law.hpp"

#include <map>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

TEST_CASE("the hand-over is the twin's")
{
    holds("states, reasons, goals, per month too", [](std::vector<change> const& changes, bool silence) {
        auto const              journeys = lm::journeys(changes, pipeline());
        auto const              books    = close_books(changes, closing);
        lm::mql_settings<phase> settings{.as_of = closing, .qualified = phase::mql, .accepted = phase::sql, .goals = {{phase::sql, 7}}};
        if (silence) settings.silence_accepts_after = 30h;
        lm::mql const mql{pipeline(), settings, &change::source, practice()};

        std::int64_t                             accepted = 0, rejected = 0, pending = 0, by_default = 0;
        std::map<std::string, std::int64_t>      reasons;
        std::map<date::year_month, std::int64_t> months;
        for (auto const& lead : books.leads) {
            if (!lead.entered(1)) continue;
            ++months[lm::months_of<>{}(lead.entry.at(1))];
            if (lead.reached(2)) ++accepted;
            else if (lead.outcome == twin_outcome::lost) {
                ++rejected;
                // Of the records that say the first lost stage at that instant, the smallest source.
                phase       stage = phase::unheard_of;
                std::string source;
                for (auto const& c : changes)
                    if (c.lead_id == lead.id && c.at == lead.lost_at && (c.stage == phase::rejected || c.stage == phase::junk))
                        stage = std::min(stage, c.stage);
                for (auto const& c : changes)
                    if (c.lead_id == lead.id && c.at == lead.lost_at && c.stage == stage && (source.empty() || c.source < source)) source = c.source;
                ++reasons[source];
            } else if (silence && practice().add(lead.entry.at(1), 30h) < closing) ++by_default;
            else ++pending;
        }
        auto const report = mql(journeys);
        RC_ASSERT(report.accepted == accepted && report.rejected == rejected && report.pending == pending
                  && report.accepted_by_default == by_default);
        RC_ASSERT(report.passed == accepted + rejected + pending + by_default);
        RC_ASSERT(report.efficiency == (lm::proportion{accepted, report.passed}));
        RC_ASSERT(report.acceptance_rate == (lm::proportion{accepted + by_default, accepted + by_default + rejected}));
        RC_ASSERT(report.rejected_by_reason.size() == reasons.size());
        for (auto const& [reason, n] : reasons) RC_ASSERT(report.rejected_by_reason.at(reason) == n);
        RC_ASSERT(report.rejected_without_reason == 0);
        RC_ASSERT(report.quality == books.quality);
        lm::volume const volume{pipeline(), {.as_of = closing, .goals = {{phase::sql, 7}}}};
        RC_ASSERT(report.goals == volume(journeys).goals);
        auto const monthly = lm::monthly(mql)(journeys);
        auto const volumes = lm::monthly(volume)(journeys);
        for (auto const& [month, n] : months) RC_ASSERT(monthly.at(month).passed == n);
        for (auto const& [month, of] : volumes) RC_ASSERT(monthly.at(month).goals == of.goals);
    });
}

TEST_CASE("rejections without a reason are counted as such")
{
    struct rejection {
        int                        lead_id;
        phase                      stage;
        sys_seconds                at;
        std::optional<std::string> reason;
    };
    std::vector<rejection> const changes{
        {1, phase::mql, epoch, {}},  {1, phase::rejected, epoch + 1h, "budget"}, {2, phase::mql, epoch, {}}, {2, phase::rejected, epoch + 1h, {}},
        {3, phase::mql, epoch, "x"}, {3, phase::rejected, epoch + 1h, ""},       {4, phase::mql, epoch, {}}, {4, phase::junk, epoch + 1h, "spam"}};
    lm::mql const mql{pipeline(), {.as_of = closing, .qualified = phase::mql, .accepted = phase::sql}, &rejection::reason};
    auto const    journeys = lm::journeys(changes, pipeline());
    auto const    report   = mql(journeys);
    CHECK(report.rejected == 4);
    CHECK(report.rejected_by_reason.at("budget") == 1);
    CHECK(report.rejected_by_reason.at("spam") == 1);
    CHECK(report.rejected_by_reason.size() == 2);
    CHECK(report.rejected_without_reason == 2);
    CHECK(lm::leads_behind(journeys, mql, [](auto const& r) { return r.rejected_by_reason["spam"]; }) == std::vector<int>{4});
    CHECK(lm::leads_behind(journeys, mql, [](auto const& r) { return r.rejected_without_reason; }).size() == 2);
}

TEST_CASE("settings of the hand-over are refused by name and value")
{
    CHECK_THROWS_WITH((lm::mql{pipeline(), {.as_of = closing}}), says("mql.qualified = not set"));
    CHECK_THROWS_WITH((lm::mql{pipeline(), {.as_of = closing, .qualified = phase::sql, .accepted = phase::mql}}),
                      says("mql.accepted = 1") && says("later stage"));
    CHECK_THROWS_WITH((lm::mql{pipeline(), {.as_of = closing, .qualified = phase::mql, .accepted = phase::sql, .goals = {{phase::sql, -3}}}}),
                      says("-3"));
    CHECK_THROWS_WITH((lm::mql{pipeline(), {.as_of = closing, .qualified = phase::mql, .accepted = phase::sql, .silence_accepts_after = -1h}}),
                      says("silence_accepts_after"));
}
