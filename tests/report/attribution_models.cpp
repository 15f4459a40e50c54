// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/attribution_models.hpp>

#include <leadmetrics/report/attribution.hpp>

#include "support/law.hpp"
#include "support/twin_credit.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

lm::attribution_settings const window{.as_of = deals_closed, .lookback = 40h};

std::vector<wide> all_to(std::size_t n, std::size_t touch)
{
    std::vector<wide> weights(n, 0);
    weights[touch] = 1;
    return weights;
}

/// What a model gives to touches by a, b, c, … at instants an hour apart, of 100.
template <class Model>
std::string of_a_hundred(Model const& model, std::string const& touched, std::int64_t amount = 100)
{
    std::vector<contact> touches;
    for (std::size_t i = 0; i != touched.size(); ++i) touches.push_back({"lead", std::string(1, touched[i]), hour(static_cast<int>(i)), ""});
    std::vector<deal> const deals{{"lead", hour(static_cast<int>(touched.size()) - 1), amount, "", ""}};
    std::string             result;
    for (auto const& [campaign, credit] : lm::attribution{model, {.as_of = deals_closed}}(touches, deals).campaigns)
        result += (result.empty() ? "" : " ") + campaign + std::to_string(credit.attributed);
    return result;
}

} // namespace

TEST_CASE("every rule-based model is the twin's")
{
    auto const check = [](char const* name, auto const& model, twin_model const& twin) {
        holds(name, [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
            auto const report = lm::attribution{model, window}(touches, deals);
            auto const known  = twin_attribution(twin_paths_of(touches, deals, window), twin);
            RC_ASSERT(report.campaigns.size() == known.campaigns.size());
            for (auto const& [campaign, credit] : report.campaigns) {
                RC_ASSERT(credit.attributed == known.campaigns.at(campaign).attributed);
                RC_ASSERT(credit.weight == Approx(known.campaigns.at(campaign).weight).margin(1e-12));
            }
        });
    };
    check("first touch", lm::first_touch{}, [](twin_path const& p) { return all_to(p.touches.size(), 0); });
    check("last touch", lm::last_touch{}, [](twin_path const& p) { return all_to(p.touches.size(), p.touches.size() - 1); });
    check("last touch that is not direct", lm::last_touch_except{"direct", ""}, [](twin_path const& p) {
        std::size_t chosen = p.touches.size() - 1;
        for (std::size_t i = 0; i != p.touches.size(); ++i)
            if (p.touches[i].second != "direct" && !p.touches[i].second.empty()) chosen = i;
        auto const none = std::all_of(p.touches.begin(), p.touches.end(), [](auto const& t) { return t.second == "direct" || t.second.empty(); });
        return all_to(p.touches.size(), none ? p.touches.size() - 1 : chosen);
    });
    // Ages in whole half-lives: exact powers of two.
    check("time decay", lm::time_decay{1h}, [](twin_path const& p) {
        std::vector<wide> weights;
        for (auto const& touch : p.touches) weights.push_back(static_cast<wide>(1) << 45 >> (p.touches.back().first - touch.first).count());
        return weights;
    });
    auto const by_position = [](int first, int at_end, int rest) {
        return [=](twin_path const& p) { return twin_shares(p.touches.size(), {{0, first}, {p.touches.size() - 1, at_end}}, rest); };
    };
    check("position-based", lm::position_based{}, by_position(40, 40, 20));
    check("J", lm::position_based{0.2, 0.6}, by_position(20, 60, 20));
    check("inverse J", lm::position_based{0.6, 0.2}, by_position(60, 20, 20));
    check("Shapley", lm::shapley{}, [](twin_path const& p) {
        std::set<std::string> seen;
        std::vector<wide>     weights;
        for (auto const& touch : p.touches) weights.push_back(seen.insert(touch.second).second);
        return weights;
    });
    check("a caller's own",
          lm::custom_model{"by place",
                           [](auto const& path) {
                               std::vector<int> weights;
                               for (std::size_t i = 0; i != path.size(); ++i)
                                   weights.push_back(static_cast<int>(i % 3) + (path[i].campaign() == "ads"));
                               if (std::all_of(weights.begin(), weights.end(), [](int w) { return w == 0; })) weights[0] = 1;
                               return weights;
                           }},
          [](twin_path const& p) {
              std::vector<wide> weights;
              for (std::size_t i = 0; i != p.touches.size(); ++i) weights.push_back(static_cast<wide>(i % 3) + (p.touches[i].second == "ads"));
              if (std::all_of(weights.begin(), weights.end(), [](wide w) { return w == 0; })) weights[0] = 1;
              return weights;
          });
}

TEST_CASE("models by hand")
{
    CHECK(of_a_hundred(lm::first_touch{}, "abc") == "a100 b0 c0");
    CHECK(of_a_hundred(lm::last_touch{}, "abc") == "a0 b0 c100");
    CHECK(of_a_hundred(lm::last_touch_except{"c"}, "abcc") == "a0 b100 c0");
    CHECK(of_a_hundred(lm::last_touch_except{"c"}, "cc") == "c100"); // nothing else there
    CHECK(of_a_hundred(lm::linear{}, "abc") == "a34 b33 c33");
    CHECK(of_a_hundred(lm::linear{}, "abc", -100) == "a-34 b-33 c-33");
    // 1/4, 1/2, 1 of 7/4: 14.28…, 28.57…, 57.14…
    CHECK(of_a_hundred(lm::time_decay{1h}, "abc") == "a14 b29 c57");
    CHECK(of_a_hundred(lm::position_based{}, "a") == "a100");
    CHECK(of_a_hundred(lm::position_based{}, "ab") == "a50 b50");
    CHECK(of_a_hundred(lm::position_based{}, "abc") == "a40 b20 c40");
    CHECK(of_a_hundred(lm::position_based{0.2, 0.6}, "ab") == "a25 b75"); // the ends in proportion
    CHECK(of_a_hundred(lm::position_based{0.2, 0.6}, "abcd") == "a20 b10 c10 d60");
    CHECK(of_a_hundred(lm::position_based{0, 0}, "abcd") == "a0 b50 c50 d0");
    CHECK(of_a_hundred(lm::position_based{0, 0}, "ab") == "a50 b50"); // shares that nobody has
    CHECK(of_a_hundred(lm::position_based{0, 0}, "a") == "a100");
    CHECK(of_a_hundred(lm::position_based{0.3, 0.1}, "ab", 1'000'000'000'000'000'000) == "a750000000000000000 b250000000000000000");
    CHECK(of_a_hundred(lm::shapley{}, "aaab") == "a50 b50");
}

TEST_CASE("laws of Shapley's value")
{
    // Straight from its definition: the mean over all orders of the campaigns of what each adds, where a set is worth what the paths earn that
    // use no other.
    auto const values = [](std::map<std::string, double> const& earned_by_set) {
        std::string            all = "abcd";
        std::map<char, double> value;
        double                 orders = 0;
        do {
            std::set<char> so_far;
            auto const     worth = [&] {
                double sum = 0;
                for (auto const& [set, amount] : earned_by_set)
                    if (std::all_of(set.begin(), set.end(), [&](char c) { return so_far.count(c) != 0; })) sum += amount;
                return sum;
            };
            for (char const c : all) {
                double const before = worth();
                so_far.insert(c);
                value[c] += worth() - before;
            }
            ++orders;
        } while (std::next_permutation(all.begin(), all.end()));
        for (auto& one : value) one.second /= orders;
        return value;
    };
    holds("it is the mean over all orders", [&](std::vector<std::pair<std::string, std::uint8_t>> const& given) {
        struct real_deal {
            std::string lead_id;
            sys_hours   at;
            double      amount;
        };
        std::vector<contact>          touches;
        std::vector<real_deal>        deals;
        std::map<std::string, double> earned;
        int                           lead = 0;
        for (auto const& [random, amount] : given) {
            std::string path;
            for (char const c : random.substr(0, 6)) path += static_cast<char>('a' + (static_cast<unsigned char>(c) & 3));
            if (path.empty()) continue;
            std::string const id = std::to_string(++lead);
            for (std::size_t i = 0; i != path.size(); ++i) touches.push_back({id, std::string(1, path[i]), hour(static_cast<int>(i)), ""});
            deals.push_back({id, hour(10), static_cast<double>(amount)});
            std::set<char> const set(path.begin(), path.end());
            earned[std::string(set.begin(), set.end())] += amount;
        }
        auto const report = lm::attribution{lm::shapley{}, window}(touches, deals);
        auto const known  = values(earned);
        for (char const c : std::string{"abcd"}) RC_ASSERT(report.campaigns[std::string(1, c)].attributed == Approx(known.at(c)).margin(1e-9));
    });
}

TEST_CASE("models that cannot be meant are refused")
{
    CHECK_THROWS_WITH(lm::time_decay{0h}, says("time_decay.half_life = 0"));
    CHECK_THROWS_WITH((lm::position_based{-0.1, 0.5}), says("position_based.first = -0.1"));
    CHECK_THROWS_WITH((lm::position_based{0.6, 0.5}), says("position_based.last = 0.5") && says("more than 1"));
    CHECK_THROWS_WITH((lm::position_based{std::numeric_limits<double>::quiet_NaN(), 0.5}), says("position_based.first"));
    auto const with = [](std::vector<double> const& weights) {
        return of_a_hundred(lm::custom_model{"mine", [=](auto const&) { return weights; }}, "abc");
    };
    CHECK(with({1, 1, 2}) == "a25 b25 c50");
    CHECK_THROWS_WITH(with({1, -1, 2}), says("weights of model mine on the path a > b > c = -1"));
    CHECK_THROWS_WITH(with({1, std::numeric_limits<double>::quiet_NaN(), 2}), says("mine") && says("nan"));
    CHECK_THROWS_WITH(with({1, std::numeric_limits<double>::infinity(), 2}), says("mine") && says("inf"));
    CHECK_THROWS_WITH(with({0, 0, 0}), says("mine on the path a > b > c") && says("above 0"));
    CHECK_THROWS_WITH(with({1, 2}), says("2 weights") && says("one weight for each touch"));
}
