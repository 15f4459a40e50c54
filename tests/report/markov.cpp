// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/markov.hpp>

#include <leadmetrics/journey/paths.hpp>
#include <leadmetrics/report/attribution.hpp>

#include "support/law.hpp"
#include "support/touches.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

lm::attribution_settings const window{.as_of = deals_closed};

struct journeys_of_leads {
    std::vector<contact> touches;
    std::vector<deal>    deals;

    /// A letter for each touch, an hour apart.
    void add(std::string const& lead, std::string const& path, std::int64_t amount)
    {
        for (std::size_t i = 0; i != path.size(); ++i) touches.push_back({lead, std::string(1, path[i]), hour(static_cast<int>(i)), ""});
        if (amount != 0) deals.push_back({lead, hour(80), amount, "", ""});
    }
};

/// Paths of 400 leads, made by a generator that other programs can have, too.
journeys_of_leads generated()
{
    std::uint64_t     state = 42;
    auto const        next  = [&] { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; };
    journeys_of_leads all;
    for (int lead = 0; lead != 400; ++lead) {
        std::size_t const n = 1 + next() % 6;
        std::string       path;
        for (std::size_t i = 0; i != n; ++i) path += "abcdef"[next() % 3 != 0 ? next() % 5 : next() % 6];
        auto const count  = [&](char c) { return std::count(path.begin(), path.end(), c); };
        bool const buys   = static_cast<std::int64_t>(next() % 10) < 3 + count('c') - count('e');
        auto const amount = static_cast<std::int64_t>(100 + next() % 900);
        all.add(std::to_string(lead), path, buys ? amount : 0);
    }
    return all;
}

/// P(conversion) of the chain of an order, without those states that hold a campaign: by iterating to the end, straight from the definition.
double conversion_without(std::vector<twin_path> const& paths, std::size_t order, std::string const& removed)
{
    using state = std::vector<std::string>;
    std::map<state, std::map<std::string, double>> steps;
    for (twin_path const& path : paths) {
        if (path.touches.empty() || path.refund) continue;
        state       here;
        std::string before;
        auto const  count = [&](std::string const& next) { steps[here]["n" + next] += 1; };
        for (auto const& touch : path.touches) {
            if (!here.empty() && touch.second == before) continue;
            count(touch.second);
            before = touch.second;
            here.push_back(before);
            if (here.size() > order) here.erase(here.begin());
        }
        steps[here][path.conversion ? "+" : "-"] += 1;
    }
    std::map<state, double> h;
    for (int round = 0; round != 3000; ++round)
        for (auto const& [here, next] : steps) {
            double sum = 0, all = 0;
            for (auto const& [to, times] : next) {
                all += times;
                if (to == "+") sum += times;
                else if (to != "-" && to.substr(1) != removed) {
                    state then = here;
                    then.push_back(to.substr(1));
                    if (then.size() > order) then.erase(then.begin());
                    if (std::find(then.begin(), then.end(), removed) == then.end()) sum += times * h[then];
                }
            }
            h[here] = sum / all;
        }
    return h[{}];
}

} // namespace

TEST_CASE("a chain by hand")
{
    // a > b > won, a > lost, b > won: from the start to a 2/3, to b 1/3; from a to b 1/2, lost 1/2; from b won 1.
    // Won: 2/3 · 1/2 + 1/3 = 2/3. Without a: 1/3, so that its effect is 1/2; without b: 0, so that its effect is 1. Credits 1 : 2.
    journeys_of_leads all;
    all.add("x", "ab", 60);
    all.add("y", "a", 0);
    all.add("z", "b", 30);
    auto const report = lm::attribution{lm::markov{1}, window}(all.touches, all.deals);
    CHECK(report.chain->conversion_probability.value() == Approx(2.0 / 3));
    CHECK(report.campaigns.at("a").removal_effect.value() == Approx(0.5));
    CHECK(report.campaigns.at("b").removal_effect.value() == Approx(1.0));
    CHECK(report.campaigns.at("a").attributed == 30);
    CHECK(report.campaigns.at("b").attributed == 60);
    CHECK(report.campaigns.at("a").weight == Approx(2.0 / 3));
    CHECK(report.campaigns.at("a").deals == 1);
    CHECK(report.campaigns.at("a").influenced == 60);
    CHECK(report.chain->paths == 3);
    CHECK(report.chain->conversions == 2);
    CHECK_FALSE(report.chain->only_conversions);
    CHECK_FALSE(report.campaigns.at("a").share_limits);
}

TEST_CASE("removal effects are another program's")
{
    // marketing_attribution_models 2.1.1 (Python): MarkovModel(transition_to_same_state=False) on these paths.
    auto const                          all   = generated();
    auto const                          first = lm::attribution{lm::markov{1}, window}(all.touches, all.deals);
    std::map<std::string, double> const effects{{"a", 0.4206401085394431},  {"b", 0.4485918877568804}, {"c", 0.49172968507028836},
                                                {"d", 0.47323500034969157}, {"e", 0.4556764490036168}, {"f", 0.1521380292103398}};
    CHECK(first.chain->conversions == 125);
    CHECK(first.total == 67248);
    CHECK(first.chain->conversion_probability.value() == Approx(0.3125).epsilon(1e-12));
    std::int64_t sum = 0;
    for (auto const& [campaign, effect] : effects) {
        CHECK(first.campaigns.at(campaign).removal_effect.value() == Approx(effect).epsilon(1e-12));
        sum += first.campaigns.at(campaign).attributed;
    }
    CHECK(sum == 67248);
    CHECK(static_cast<double>(first.campaigns.at("c").attributed) == Approx(67248 * 0.20136258717357022).margin(1));

    // That program knows order 1 only. Higher orders by numpy.linalg.solve of (1 - Q) h = r, once for each campaign, without the states that hold it.
    std::vector<std::vector<double>> const higher{
        {0.4715004688279312, 0.47089738257785885, 0.5785914155623229, 0.4969705866438747, 0.42605265287588867, 0.1411060528215744},
        {0.5180316271570432, 0.48881830302989016, 0.6170735383809818, 0.5068123298905701, 0.44204518979179874, 0.12875181740027075},
        {0.5226666666666666, 0.504, 0.644, 0.504, 0.43200000000000005, 0.14}};
    for (std::size_t k = 0; k != higher.size(); ++k) {
        auto const report = lm::attribution{lm::markov{static_cast<int>(k) + 2}, window}(all.touches, all.deals);
        for (std::size_t c = 0; c != 6; ++c)
            CHECK(report.campaigns.at(std::string(1, static_cast<char>('a' + c))).removal_effect.value() == Approx(higher[k][c]).epsilon(1e-11));
    }
}

TEST_CASE("laws of chains")
{
    holds("removal effects are those of removing each campaign and solving again",
          [](std::vector<contact> const& touches, std::vector<deal> const& deals, std::uint8_t random) {
              int const    order  = 1 + random % 4;
              auto const   report = lm::attribution{lm::markov{order}, window}(touches, deals);
              auto const   known  = twin_paths_of(touches, deals, window);
              double const base   = conversion_without(known.all, static_cast<std::size_t>(order), "no such campaign");
              RC_ASSERT(report.chain->conversion_probability.value_or(0) == Approx(base).margin(1e-9));
              std::int64_t sum = report.unattributed;
              for (auto const& [campaign, credit] : report.campaigns) {
                  sum += credit.attributed;
                  if (credit.removal_effect)
                      RC_ASSERT(*credit.removal_effect
                                == Approx(1 - conversion_without(known.all, static_cast<std::size_t>(order), campaign) / base).margin(1e-9));
              }
              RC_ASSERT(sum == report.total);
          });
    holds("a single campaign gets it all", [](std::vector<contact> touches, std::vector<deal> const& deals) {
        for (auto& one : touches) one.campaign = "ads";
        auto const report = lm::attribution{lm::markov{2}, window}(touches, deals);
        RC_ASSERT(report.campaigns["ads"].attributed == report.total - report.unattributed);
    });
}

TEST_CASE("without paths that did not convert a chain only says what is visited, and says so")
{
    journeys_of_leads all;
    all.add("x", "ab", 60);
    all.add("z", "b", 30);
    auto const report = lm::attribution{lm::markov{1}, window}(all.touches, all.deals);
    CHECK(report.chain->only_conversions);
    CHECK(report.chain->conversion_probability.value() == 1);
    CHECK(report.campaigns.at("a").removal_effect.value() == Approx(0.5));
}

TEST_CASE("many campaigns are solved campaign by campaign")
{
    struct numbered {
        std::string lead_id;
        int         campaign;
        sys_hours   at;
    };
    std::vector<numbered> touches;
    std::vector<deal>     deals;
    for (int i = 0; i != 2000; ++i) {
        touches.push_back({std::to_string(i), i, hour(1)});
        touches.push_back({std::to_string(i), (i + 1) % 2000, hour(2)});
        if (i % 2 == 0) deals.push_back({std::to_string(i), hour(3), 10, "", ""});
    }
    auto const report = lm::attribution{lm::markov{1}, window}(touches, deals);
    // From the start to each campaign 1/2000; from each to the next 1/2, won 1/4, lost 1/4, but for the parity of where it began. By
    // symmetry all even ones are alike, and so are all odd ones.
    CHECK(report.campaigns.at(2).removal_effect.value() == Approx(report.campaigns.at(1500).removal_effect.value()));
    CHECK(report.campaigns.at(3).removal_effect.value() == Approx(report.campaigns.at(1501).removal_effect.value()));
    std::int64_t sum = 0;
    for (auto const& [campaign, credit] : report.campaigns) sum += credit.attributed;
    CHECK(sum == 10'000);
}

TEST_CASE("limits of shares by samples of the leads")
{
    auto const            all = generated();
    lm::attribution const metric{lm::markov{1, {.bootstrap = 2000}}, window};
    auto const            report = metric(all.touches, all.deals);
    // numpy.percentile of 2000 samples of the 400 leads, by numpy's own random numbers: two such sets of samples differ by some thousandths.
    std::map<std::string, lm::interval> const known{{"a", {0.1518, 0.1935}}, {"b", {0.1614, 0.2062}}, {"c", {0.1798, 0.2267}},
                                                    {"d", {0.1712, 0.2158}}, {"e", {0.1659, 0.2071}}, {"f", {0.0450, 0.0814}}};
    for (auto const& [campaign, limits] : known) {
        REQUIRE(report.campaigns.at(campaign).share_limits);
        CHECK(report.campaigns.at(campaign).share_limits->low == Approx(limits.low).margin(0.004));
        CHECK(report.campaigns.at(campaign).share_limits->high == Approx(limits.high).margin(0.004));
    }
    CHECK(metric(all.touches, all.deals) == report); // the same each time
    auto const narrow = lm::attribution{lm::markov{1, {.bootstrap = 200, .level = 0.5}}, window}(all.touches, all.deals);
    CHECK(narrow.campaigns.at("a").share_limits->high < report.campaigns.at("a").share_limits->high);
}

TEST_CASE("chains that cannot be meant are refused")
{
    CHECK_THROWS_WITH(lm::markov{0}, says("markov.order = 0") && says("1 to 4"));
    CHECK_THROWS_WITH(lm::markov{5}, says("markov.order = 5"));
    CHECK_THROWS_WITH((lm::markov{1, {.bootstrap = -1}}), says("markov.bootstrap = -1"));
    CHECK_THROWS_WITH((lm::markov{1, {.level = 1}}), says("markov.level = 1"));
}
