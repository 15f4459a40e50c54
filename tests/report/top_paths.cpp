// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/top_paths.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/journey/paths.hpp>

#include "support/law.hpp"
#include "support/touches.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct row {
    std::vector<std::string> campaigns;
    std::int64_t             paths = 0, conversions = 0, value = 0;
};

std::vector<row> twin(std::vector<contact> const& touches, std::vector<deal> const& deals, lm::path_window const& window, lm::path_rank by)
{
    std::map<std::vector<std::string>, row> rows;
    for (auto const& path : twin_paths_of(touches, deals, window).all) {
        if (path.touches.empty()) continue;
        std::vector<std::string> campaigns;
        for (auto const& touch : path.touches) campaigns.push_back(touch.second);
        auto& to = rows[campaigns];
        to.paths += !path.refund;
        to.conversions += path.conversion && !path.refund;
        if (path.conversion) to.value += *path.conversion->amount;
    }
    std::vector<row> all;
    for (auto& [campaigns, one] : rows) {
        one.campaigns = campaigns;
        all.push_back(one);
    }
    std::stable_sort(all.begin(), all.end(), [&](row const& a, row const& b) {
        return by == lm::path_rank::count ? a.paths > b.paths : by == lm::path_rank::conversions ? a.conversions > b.conversions : a.value > b.value;
    });
    return all;
}

} // namespace

TEST_CASE("ranked paths are the twin's")
{
    holds("by count, conversions and value; long paths, too",
          [](std::vector<contact> const& touches, std::vector<deal> const& deals, std::uint8_t kind) {
              lm::path_window const window{.as_of = deals_closed, .cut_at_conversions = (kind & 1) == 0};
              auto const            by     = static_cast<lm::path_rank>(kind % 3);
              auto const            known  = twin(touches, deals, window, by);
              auto const            report = lm::top_paths{{.as_of = deals_closed, .by = by, .at_most = 7}}(lm::paths(touches, deals, window));
              RC_ASSERT(report.distinct == static_cast<std::int64_t>(known.size()));
              RC_ASSERT(report.top.size() == std::min<std::size_t>(7, known.size()));
              for (std::size_t i = 0; i != report.top.size(); ++i) {
                  RC_ASSERT(report.top[i].campaigns == known[i].campaigns);
                  RC_ASSERT(report.top[i].paths == known[i].paths);
                  RC_ASSERT(report.top[i].conversions == known[i].conversions);
                  RC_ASSERT(report.top[i].value == known[i].value);
              }
          });
}

TEST_CASE("laws of ranked paths")
{
    lm::top_paths const   metric{{.as_of = deals_closed}};
    lm::path_window const window{.as_of = deals_closed};
    holds("parts merge in any order, from machines that know other campaigns, too",
          [&](std::vector<contact> const& touches, std::vector<deal> deals) {
              for (auto& one : deals) one.event_id.clear(); // would join records over leads
              auto const only = [](auto all, bool a) {
                  std::erase_if(all, [&](auto const& one) { return (one.lead_id < "b") != a; });
                  return all;
              };
              auto const known     = metric.summarize(lm::paths(touches, deals, window));
              auto const touches_a = only(touches, true), touches_b = only(touches, false);
              auto const deals_a = only(deals, true), deals_b = only(deals, false);
              auto       one = metric.summarize(lm::paths(touches_a, deals_a, window)), two = metric.summarize(lm::paths(touches_b, deals_b, window));
              auto       other = two;
              metric.merge(other, one);
              metric.merge(one, two);
              RC_ASSERT(one == known);
              RC_ASSERT(other == known);
              RC_ASSERT(metric.finish(other) == metric.finish(known));
          });
    holds("keys and days add up", [&](std::vector<contact> const& touches, std::vector<deal> const& deals) {
        auto const   paths = lm::paths(touches, deals, window);
        auto const   whole = metric(paths);
        std::int64_t sum   = 0;
        for (auto const& [product, report] : lm::by(&deal::product, metric)(paths)) sum += report.paths;
        RC_ASSERT(sum == whole.paths);
        sum = 0;
        for (auto const& [day, report] : lm::daily(metric)(paths)) sum += report.paths;
        RC_ASSERT(sum == whole.paths);
    });
}

TEST_CASE("more campaigns than a byte can tell apart")
{
    struct numbered {
        int       lead_id, campaign;
        sys_hours at;
    };
    struct sale {
        int          lead_id;
        sys_hours    at;
        std::int64_t amount;
    };
    std::vector<numbered> touches;
    for (int lead = 0; lead != 900; ++lead)
        for (int i = 0; i != 3; ++i) touches.push_back({lead, lead % 300 + i * 300, hour(i)});
    std::vector<sale> const none;
    auto const              report = lm::top_paths{{.as_of = deals_closed}}(lm::paths(touches, none, {.as_of = deals_closed}));
    CHECK(report.paths == 900);
    CHECK(report.distinct == 300);
    CHECK(report.top.size() == 100);
    CHECK(report.top[7].campaigns == std::vector{7, 307, 607});
    CHECK(report.top[7].paths == 3);
}

TEST_CASE("paths whose hashes collide are told apart")
{
    namespace inner = lm::detail;
    inner::counted_paths<std::int64_t> counts;
    std::uint64_t const                same_for_all = 0x0123456789abcdefU;
    auto const                         short_path   = [](inner::event_code campaign) {
        inner::path_key key;
        key.set(0, campaign);
        return key;
    };
    std::vector<inner::event_code> const one(16, 1), two(16, 2);
    for (int times = 0; times != 2; ++times) {
        counts.add(same_for_all, {short_path(1), 1, 0, {}}, nullptr);
        counts.add(same_for_all, {short_path(2), 1, 1, {}}, nullptr);
        counts.add(same_for_all, {inner::path_key::at(0, one.size()), 1, 0, {}}, one.data());
        counts.add(same_for_all, {inner::path_key::at(0, two.size()), 1, 0, {}}, two.data());
    }
    REQUIRE(counts.entries().size() == 4);
    for (auto const& entry : counts.entries()) CHECK(entry.paths == 2);
    CHECK(counts.entries()[1].conversions == 2);
    CHECK(counts.codes_of(counts.entries()[2].key) == one);
    CHECK(counts.codes_of(counts.entries()[3].key) == two);
}

TEST_CASE("a summary that is added to itself is doubled")
{
    std::vector<contact> touches;
    std::vector<deal>    deals;
    for (int lead = 0; lead != 200; ++lead) // each with a path of its own
        for (int i = 0; i != 8; ++i) touches.push_back({"lead " + std::to_string(lead), (lead >> i & 1) != 0 ? "ads" : "mail", hour(i), ""});
    lm::top_paths const metric{{.as_of = deals_closed}};
    auto const          paths = lm::paths(touches, deals, {.as_of = deals_closed});
    auto const          known = metric.finish(metric.summarize(paths));
    auto                twice = metric.summarize(paths);
    twice += twice;
    auto const report = metric.finish(twice);
    CHECK(report.paths == 400);
    CHECK(report.distinct == known.distinct);
    for (std::size_t i = 0; i != report.top.size(); ++i) CHECK(report.top[i].paths == 2 * known.top[i].paths);
}

TEST_CASE("rankings that cannot be meant are refused")
{
    CHECK_THROWS_WITH(lm::top_paths{{}}, says("top_paths.as_of = not set"));
    CHECK_THROWS_WITH((lm::top_paths{{.as_of = epoch, .at_most = -1}}), says("top_paths.at_most = -1"));
}
