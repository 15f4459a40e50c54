// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/attribution.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/core/together.hpp>

#include "support/law.hpp"
#include "support/money.hpp"
#include "support/twin_credit.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

lm::attribution_settings const window{.as_of = deals_closed, .lookback = 40h};

template <class Report>
void is_the_twins(Report const& report, twin_report const& known)
{
    RC_ASSERT(report.total == known.total);
    RC_ASSERT(report.unattributed == known.unattributed);
    RC_ASSERT(report.conversions == known.conversions);
    RC_ASSERT(report.refunds == known.refunds);
    RC_ASSERT(report.without_touches == known.without_touches);
    RC_ASSERT(report.campaigns.size() == known.campaigns.size());
    std::int64_t sum = report.unattributed;
    for (auto const& [campaign, credit] : report.campaigns) {
        auto const& twin = known.campaigns.at(campaign);
        RC_ASSERT(credit.deals == twin.deals);
        RC_ASSERT(credit.influenced == twin.influenced);
        RC_ASSERT(credit.attributed == twin.attributed);
        RC_ASSERT(credit.weight == Approx(twin.weight).margin(1e-12));
        sum += credit.attributed;
    }
    RC_ASSERT(sum == report.total); // nothing is created or lost
}

} // namespace

TEST_CASE("every campaign's figures are the twin's")
{
    holds("linear, of raw records, of paths, of leads that converted", [](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        lm::attribution const linear{lm::linear{}, window};
        auto const            known =
            twin_attribution(twin_paths_of(touches, deals, window), [](twin_path const& path) { return std::vector<wide>(path.touches.size(), 1); });
        is_the_twins(linear(touches, deals), known);
        is_the_twins(linear(lm::paths(touches, deals, window)), known);
        is_the_twins(linear(lm::converting_paths(touches, deals, window)), known);
    });
}

TEST_CASE("every record is accounted for")
{
    holds("by raw records", [](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto const  quality = lm::attribution{lm::linear{}, window}(touches, deals).quality;
        auto const& t       = quality.touches;
        auto const& c       = quality.conversions;
        RC_ASSERT(t.records == static_cast<std::int64_t>(touches.size()));
        RC_ASSERT(t.records == t.used + t.missing_lead + t.missing_time + t.missing_campaign + t.duplicates + t.after_as_of + t.no_conversion);
        RC_ASSERT(c.records == static_cast<std::int64_t>(deals.size()));
        RC_ASSERT(c.records == c.used + c.missing_lead + c.missing_time + c.missing_amount + c.duplicates + c.after_as_of);
    });
}

TEST_CASE("laws of attribution")
{
    auto const metrics = lm::together(lm::attribution{lm::linear{}, window}, lm::attribution{lm::time_decay{7h}, window},
                                      lm::attribution{lm::markov{2, {.bootstrap = 3}}, window});
    holds("order and splitting change nothing, by ==", [&](std::vector<contact> const& touches, std::vector<deal> const& deals, std::uint32_t seed) {
        auto const   paths = lm::paths(touches, deals, window);
        auto const   known = metrics.summarize(paths);
        std::mt19937 random{seed};
        auto         other_touches = touches;
        auto         other_deals   = deals;
        std::shuffle(other_touches.begin(), other_touches.end(), random);
        std::shuffle(other_deals.begin(), other_deals.end(), random);
        auto const shuffled = lm::paths(other_touches, other_deals, window);
        auto const other    = metrics.summarize(shuffled);
        RC_ASSERT(other == known);
        RC_ASSERT(metrics.finish(other) == metrics.finish(known));

        auto parts = std::vector(3, metrics.zero(paths));
        int  next  = 0;
        for (auto const& path : paths) metrics.add(parts[static_cast<std::size_t>(next++ % 3)], path);
        metrics.merge(parts[2], parts[0]);
        metrics.merge(parts[2], parts[1]);
        RC_ASSERT(parts[2] == known);
        RC_ASSERT(metrics.finish(parts[2]) == metrics.finish(known));
    });
    holds("parts from machines that know other campaigns merge by their names",
          [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
              auto const is_a = [](auto const& one) { return one.lead_id < "b"; };
              auto const some = [&](auto all, bool a) {
                  std::erase_if(all, [&](auto const& one) { return is_a(one) != a; });
                  return all;
              };
              auto unique = deals; // ids of their own would join records over leads
              for (auto& one : unique) one.event_id.clear();
              auto const touches_a = some(touches, true), touches_b = some(touches, false);
              auto const deals_a = some(unique, true), deals_b = some(unique, false);
              auto       whole  = metrics.summarize(lm::paths(touches_a, deals_a, window));
              auto const second = metrics.summarize(lm::paths(touches_b, deals_b, window));
              metrics.merge(whole, second);
              auto const known = metrics.summarize(lm::paths(touches, unique, window));
              RC_ASSERT(whole == known);
              RC_ASSERT(metrics.finish(whole) == metrics.finish(known));
          });
    holds("doubled touches change nothing but the count of duplicates", [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto twice = touches;
        twice.insert(twice.end(), touches.begin(), touches.end());
        auto const campaigns = [&](auto const& all) {
            auto const [a, b, c] = metrics(lm::paths(all, deals, window));
            return std::tuple{a.campaigns, b.campaigns, c.campaigns};
        };
        RC_ASSERT(campaigns(twice) == campaigns(touches));
    });
    holds("renaming campaigns in their order renames them in the report", [](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto renamed = touches;
        for (auto& one : renamed) one.campaign = "campaign " + one.campaign;
        auto const before = lm::attribution{lm::position_based{}, window}(touches, deals),
                   after  = lm::attribution{lm::position_based{}, window}(renamed, deals);
        RC_ASSERT(before.campaigns.size() == after.campaigns.size());
        for (auto const& [campaign, credit] : before.campaigns) RC_ASSERT(after.campaigns.at("campaign " + campaign) == credit);
    });
    holds("a refund of a sale takes back what that gave", [](std::vector<contact> const& touches, std::uint16_t cents) {
        std::vector<deal> const deals{{"a", hour(60), 1 + cents, "", ""}, {"a", hour(80), -1 - cents, "", ""}};
        for (auto const& [campaign, credit] : lm::attribution{lm::time_decay{7h}, window}(touches, deals).campaigns) {
            RC_ASSERT(credit.attributed == 0);
            RC_ASSERT(credit.influenced == 0);
            RC_ASSERT(credit.deals == 1);
        }
    });
}

TEST_CASE("a group of campaigns gets the sum of its campaigns")
{
    holds("to the unit; its deals once", [](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto const paid  = [](std::string const& campaign) { return campaign == "ads" || campaign == "fair"; };
        auto const check = [&](auto const& model) {
            lm::attribution const metric{model, window};
            auto const            paths  = lm::paths(touches, deals, window);
            auto const            each   = metric(paths);
            auto const            groups = metric.per(paid)(paths);
            for (bool const group : {false, true}) {
                std::int64_t sum = 0;
                for (auto const& [campaign, credit] : each.campaigns)
                    if (paid(campaign) == group) sum += credit.attributed;
                RC_ASSERT(groups.campaigns[group].attributed == sum);
                std::int64_t touched = 0;
                for (auto const& path : paths) {
                    bool any = false;
                    for (auto const& touch : path) any = any || paid(touch.campaign()) == group;
                    touched += any && path.converted() && !path.refund();
                }
                RC_ASSERT(groups.campaigns[group].deals == touched);
            }
        };
        check(lm::linear{});
        check(lm::shapley{});
        check(lm::markov{1});
    });
}

TEST_CASE("attribution by key, per month, and the leads behind it")
{
    lm::attribution const linear{lm::linear{}, window};
    holds("parts add up to the whole", [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto const paths = lm::paths(touches, deals, window);
        auto const whole = linear(paths);
        auto const sums  = [&](auto const& reports) {
            std::map<std::string, std::int64_t> all;
            std::int64_t                        total = 0;
            for (auto const& [key, report] : reports) {
                total += report.total;
                for (auto const& [campaign, credit] : report.campaigns) all[campaign] += credit.attributed;
            }
            RC_ASSERT(total == whole.total);
            for (auto const& [campaign, credit] : whole.campaigns) RC_ASSERT(all[campaign] == credit.attributed);
        };
        sums(lm::by(&deal::product, linear)(paths));
        sums(lm::by(&contact::medium, linear)(paths));
        sums(lm::daily(linear)(paths));
        RC_ASSERT(lm::daily(linear)(paths).undated.total == 0);
    });
    holds("exactly as many leads as a figure says", [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto const paths  = lm::paths(touches, deals, window);
        auto const behind = [&](auto const& count) {
            RC_ASSERT(static_cast<std::int64_t>(lm::leads_behind(paths, linear, count).size()) == static_cast<std::int64_t>(count(linear(paths))));
        };
        behind([](auto const& report) { return report.campaigns["ads"].deals; });
        behind([](auto const& report) { return report.without_touches; });
        behind([](auto const& report) { return report.refunds; });
        behind([](auto const& report) { return report.quality.touches.duplicates; });
        behind([](auto const& report) { return report.quality.conversions.missing_amount; });
    });
    holds("a key does not depend on the order of records",
          [&](std::vector<contact> const& touches, std::vector<deal> const& deals, std::uint32_t seed) {
              auto const by    = lm::by(&contact::medium, lm::latest([](contact const& c) { return c.medium; }), linear);
              auto const paths = lm::paths(touches, deals, window);
              auto const known = by(paths);
              auto       other = touches;
              std::shuffle(other.begin(), other.end(), std::mt19937{seed});
              RC_ASSERT(by(lm::paths(other, deals, window)) == known);
          });
}

TEST_CASE("amounts of other types")
{
    std::vector<contact> const touches{{"a", "ads", hour(1), ""}, {"a", "mail", hour(2), ""}, {"a", "fair", hour(3), ""}};
    struct real_deal {
        std::string lead_id;
        sys_hours   at;
        double      amount;
    };
    std::vector<real_deal> const real{{"a", hour(4), 100}};
    CHECK(lm::attribution{lm::linear{}, window}(touches, real).campaigns.at("ads").attributed == Approx(100.0 / 3));

    struct small_deal {
        std::string lead_id;
        sys_hours   at;
        std::int8_t amount;
    };
    std::vector<small_deal> const small{{"a", hour(4), 127}, {"a", hour(4), -128}};
    auto const                    report = lm::attribution{lm::linear{}, window}(touches, small);
    CHECK(report.total == -1);
    CHECK(report.campaigns.at("ads").attributed == 43 - 43);
    CHECK(report.campaigns.at("mail").attributed == 42 - 43);
    CHECK(report.campaigns.at("fair").attributed == 42 - 42);
    std::vector<small_deal> const much{{"a", hour(4), 127}, {"a", hour(4), 127}};
    CHECK_THROWS_AS((lm::attribution{lm::first_touch{}, window}(touches, much)), std::overflow_error);

    std::vector<deal> const greatest{{"a", hour(4), std::numeric_limits<std::int64_t>::max(), "", ""}};
    auto const              all = lm::attribution{lm::position_based{}, window}(touches, greatest);
    CHECK(all.campaigns.at("ads").attributed + all.campaigns.at("mail").attributed + all.campaigns.at("fair").attributed
          == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("one hundred thousand touches on one path, none sampled")
{
    std::vector<contact> touches;
    for (int i = 0; i != 100'000; ++i) touches.push_back({"a", "campaign " + std::to_string(i % 1000), hour(i / 2000), ""});
    std::vector<deal> const deals{{"a", hour(60), 100'000'007, "", ""}};
    auto const              report = lm::attribution{lm::linear{}, {.as_of = deals_closed}}(touches, deals);
    std::int64_t            sum    = 0;
    for (auto const& [campaign, credit] : report.campaigns) sum += credit.attributed;
    CHECK(sum == 100'000'007);
    CHECK(report.campaigns.size() == 1000);
    // Touches of one campaign and instant are one: 50 instants of 1000 campaigns each, 50 touches of 100'000'007 / 50'000 for each.
    CHECK(report.campaigns.at("campaign 999").attributed == 50 * 2000);
    CHECK(report.campaigns.at("campaign 0").attributed == 50 * 2000 + 1);
}

TEST_CASE("what cannot be meant is refused")
{
    std::vector<contact> const none;
    std::vector<deal> const    nothing;
    CHECK_THROWS_WITH((lm::attribution{lm::linear{}, {}}), says("attribution.as_of = not set"));
    CHECK_THROWS_WITH((lm::attribution{lm::linear{}, {.as_of = epoch, .lookback = -1h}}), says("attribution.lookback = -3600"));
    std::vector<deal> const one{{"a", hour(1), 1, "", ""}};
    CHECK_THROWS_WITH((lm::attribution{lm::linear{}, window}(lm::paths(none, one, {.as_of = deals_closed}))),
                      says("attribution.window = another window"));
    CHECK(lm::attribution{lm::linear{}, window}(none, nothing).campaigns.empty());
    auto const unattributed = lm::attribution{lm::markov{1}, window}(none, one);
    CHECK(unattributed.unattributed == 1);
    CHECK_FALSE(unattributed.chain->conversion_probability);
}
