// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/directly_follows.hpp>

#include "support/law.hpp"

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/journey/ledgers.hpp>

#include <date/date.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using date::days;
using date::sys_days;

namespace {

struct step {
    int                           lead_id{};
    std::optional<date::sys_days> at;
    std::string                   name;
    std::string                   source;
};

sys_days const start = 2024_y / 1 / 1, closing = start + days{20};

lm::directly_follows const flow{&step::name, {.as_of = closing}};

/// Few leads, days and names, so that ties, duplicates and repetitions are common.
std::vector<step> messy_steps()
{
    auto const one = rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 5), rc::gen::inRange(-1, 25), rc::gen::inRange(0, 4)), [](auto const& t) {
        auto const [lead, day, name] = t;
        return step{lead, day < 0 ? std::nullopt : std::optional{start + days{day}}, std::string(1, static_cast<char>('a' + name)),
                    lead % 2 == 0 ? "even" : "odd"};
    });
    return *rc::gen::container<std::vector<step>>(one);
}

/// The same graph, by looking at every lead anew.
auto twin(std::vector<step> const& steps)
{
    lm::directly_follows_report<std::string>                           report;
    std::map<std::string, decltype(report)::node>                      nodes;
    std::map<std::pair<std::string, std::string>, std::vector<double>> edges;
    std::map<int, std::set<std::pair<sys_days, std::string>>>          leads;
    report.quality.records = static_cast<std::int64_t>(steps.size());
    for (step const& one : steps) {
        if (!one.at) ++report.quality.missing_time;
        else if (!leads[one.lead_id].emplace(*one.at, one.name).second) ++report.quality.duplicates;
        else if (*one.at > closing) ++report.quality.after_as_of;
        else ++report.quality.used;
    }
    for (auto const& [lead, all] : leads) {
        std::vector<std::pair<sys_days, std::string>> way;
        for (auto const& one : all)
            if (one.first <= closing) way.push_back(one);
        std::set<std::string> seen;
        for (std::size_t i = 0; i != way.size(); ++i) {
            auto& node = nodes[way[i].second];
            node.step  = way[i].second;
            ++node.visits;
            node.leads += seen.insert(way[i].second).second;
            node.first += i == 0;
            node.last += i + 1 == way.size();
            if (i + 1 != way.size())
                edges[{way[i].second, way[i + 1].second}].push_back(static_cast<double>((way[i + 1].first - way[i].first).count()) * 86400);
        }
    }
    for (auto const& [name, node] : nodes) report.nodes.push_back(node);
    for (auto& [ends, took] : edges) {
        std::sort(took.begin(), took.end());
        auto const n = took.size();
        report.edges.push_back({ends.first,
                                ends.second,
                                static_cast<std::int64_t>(n),
                                {static_cast<std::int64_t>(n), nodes[ends.first].visits},
                                lm::seconds{(took[(n - 1) / 2] + took[n / 2]) / 2}});
    }
    return report;
}

} // namespace

TEST_CASE("a graph small enough to draw by hand")
{
    // 1: lead, mql, won.   2: lead, mql, lead, mql.   3: lead.
    std::vector<step> const steps{{1, start, "lead", ""},           {1, start + days{2}, "mql", ""}, {1, start + days{6}, "won", ""},
                                  {2, start, "lead", ""},           {2, start + days{4}, "mql", ""}, {2, start + days{5}, "lead", ""},
                                  {2, start + days{11}, "mql", ""}, {3, start, "lead", ""}};
    auto const              ledgers = lm::ledgers(steps);
    auto const              report  = flow(ledgers);
    using report_t                  = decltype(report);
    CHECK((report.nodes == std::vector<std::remove_cvref_t<report_t>::node>{{"lead", 4, 3, 3, 1}, {"mql", 3, 2, 0, 1}, {"won", 1, 1, 0, 1}}));
    REQUIRE(report.edges.size() == 3);
    CHECK(report.edges[0].from == "lead");
    CHECK(report.edges[0].to == "mql");
    CHECK(report.edges[0].count == 3);
    CHECK((report.edges[0].share == lm::proportion{3, 4})); // one of the four went no further
    CHECK(report.edges[0].median == days{4});               // of 2, 4 and 6 days
    CHECK(report.edges[1].to == "lead");
    CHECK(report.edges[2].median == days{4});
}

TEST_CASE("a path without a next step is an end, and nothing is none")
{
    std::vector<step> const none;
    auto const              ledgers = lm::ledgers(none);
    CHECK(flow(ledgers).nodes.empty());
    CHECK_THROWS_WITH((lm::directly_follows{&step::name, {}}), says("directly_follows.as_of"));
}

TEST_CASE("what happens at the closing of the books is seen, what happens after it is not")
{
    std::vector<step> const steps{{1, closing, "a", ""}, {1, closing + days{1}, "b", ""}};
    auto const              ledgers = lm::ledgers(steps);
    auto const              report  = flow(ledgers);
    CHECK(report.nodes.size() == 1);
    CHECK(report.quality.after_as_of == 1);
}

TEST_CASE("laws of the graph, on messy steps")
{
    holds("it is what the slow twin says", [] {
        auto const steps   = messy_steps();
        auto const ledgers = lm::ledgers(steps);
        RC_ASSERT(flow(ledgers) == twin(steps));
    });
    holds("the order of records and splitting change nothing", [] {
        auto       steps   = messy_steps();
        auto const ledgers = lm::ledgers(steps);
        auto const report  = flow(ledgers);
        auto       parts   = flow.zero(ledgers);
        for (auto const& ledger : ledgers) {
            auto part = flow.zero(ledgers);
            flow.add(part, ledger);
            flow.merge(parts, part);
        }
        RC_ASSERT(flow.finish(parts) == report);
        std::reverse(steps.begin(), steps.end());
        auto const again = lm::ledgers(steps);
        RC_ASSERT(flow(again) == report);
    });
    holds("visits are first steps and edges in; and last steps and edges out", [] {
        auto const steps   = messy_steps();
        auto const ledgers = lm::ledgers(steps);
        auto const report  = flow(ledgers);
        for (auto const& node : report.nodes) {
            std::int64_t in = node.first, out = node.last;
            for (auto const& edge : report.edges) {
                if (edge.to == node.step) in += edge.count;
                if (edge.from == node.step) out += edge.count;
            }
            RC_ASSERT(in == node.visits);
            RC_ASSERT(out == node.visits);
        }
    });
    holds("keys and months part the visits", [] {
        auto const   steps   = messy_steps();
        auto const   ledgers = lm::ledgers(steps);
        std::int64_t whole = 0, by_source = 0, by_month = 0;
        for (auto const& node : flow(ledgers).nodes) whole += node.visits;
        for (auto const& [source, report] : lm::by(&step::source, flow)(ledgers))
            for (auto const& node : report.nodes) by_source += node.visits;
        for (auto const& [month, report] : lm::monthly(flow)(ledgers))
            for (auto const& node : report.nodes) by_month += node.visits;
        RC_ASSERT(by_source == whole);
        RC_ASSERT(by_month == whole);
    });
}
