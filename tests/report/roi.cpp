// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/report/roi.hpp>

#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/leads_behind.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/journeys.hpp>

#include "support/law.hpp"
#include "support/money.hpp"

#include <range/v3/view/drop.hpp>
#include <range/v3/view/stride.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

lm::roi<> const books{{.as_of = closing, .annual_rate = 0.07}};

} // namespace

TEST_CASE("return on investment is the twin's")
{
    holds("every campaign, the total, the records", [](std::vector<cash> const& costs, std::vector<cash> const& revenues) {
        auto const report = books(costs, revenues);
        struct twin {
            std::map<sys_seconds, std::int64_t> cost, revenue;
        };
        std::map<std::string, twin> campaigns;
        twin                        total;
        lm::cash_quality            quality;
        auto const                  count = [&](std::vector<cash> const& all, auto side) {
            std::map<std::string, cash> by_id;
            std::vector<cash>           used;
            for (cash const& one : all) {
                ++quality.records;
                if (!one.at) ++quality.missing_time;
                else if (!one.amount) ++quality.missing_amount;
                else if (one.event_id.empty()) used.push_back(one);
                else if (auto const [place, first] = by_id.try_emplace(one.event_id, one); !first) {
                    ++quality.duplicates;
                    if (one.sort_key() < place->second.sort_key()) place->second = one;
                }
            }
            for (auto const& [id, one] : by_id) used.push_back(one);
            for (cash const& one : used) {
                if (*one.at > closing) ++quality.after_as_of;
                else {
                    ++quality.used;
                    (campaigns[one.campaign].*side)[*one.at] += *one.amount;
                    (total.*side)[*one.at] += *one.amount;
                }
            }
        };
        count(costs, &twin::cost);
        count(revenues, &twin::revenue);
        RC_ASSERT(report.quality == quality);
        RC_ASSERT(report.campaigns.size() == campaigns.size());
        auto const agrees = [](auto const& figures, twin const& known) {
            std::int64_t                        cost = 0, revenue = 0;
            std::optional<sys_seconds>          payback;
            std::map<sys_seconds, std::int64_t> net;
            for (auto const& [at, amount] : known.cost) cost += amount, net[at] -= amount;
            for (auto const& [at, amount] : known.revenue) revenue += amount, net[at] += amount;
            RC_ASSERT(figures.cost == cost && figures.revenue == revenue && figures.net == revenue - cost);
            RC_ASSERT(figures.roi.has_value() == (cost != 0));
            if (cost != 0) {
                RC_ASSERT(*figures.roi == Approx(static_cast<double>(revenue - cost) / static_cast<double>(cost)));
                RC_ASSERT(*figures.per_unit_spent == Approx(static_cast<double>(revenue) / static_cast<double>(cost)));
            }
            std::optional<sys_seconds> first_cost; // section 11: the costs so far are more than 0
            std::int64_t               spent = 0;
            for (auto const& [at, amount] : known.cost)
                if ((spent += amount) > 0 && !first_cost) first_cost = at;
            bool const early = !known.revenue.empty() && (!first_cost || known.revenue.begin()->first < *first_cost);
            RC_ASSERT(figures.revenue_before_cost == early);
            if (!first_cost) {
                RC_ASSERT(!figures.payback && !figures.net_present_value && figures.curve.empty());
                return;
            }
            auto const   first  = *first_cost;
            std::int64_t so_far = 0;
            std::size_t  i      = 0;
            double       worth  = 0;
            for (auto const& [at, amount] : net) {
                so_far += amount;
                if (!payback && at >= first && so_far >= 0) payback = at;
                RC_ASSERT(figures.curve[i].age == at - first && figures.curve[i].net == so_far);
                worth += static_cast<double>(amount) / std::pow(1.07, static_cast<double>((at - first).count()) / 86400 / 365);
                ++i;
            }
            RC_ASSERT(figures.curve.size() == net.size());
            RC_ASSERT(figures.payback == payback);
            RC_ASSERT(*figures.net_present_value == Approx(worth).margin(1e-6));
        };
        for (auto const& [campaign, known] : campaigns) agrees(report.campaigns.at(campaign), known);
        agrees(report.total, total);
    });
}

TEST_CASE("laws of return on investment")
{
    holds("order, splitting, keys and windows change nothing; campaigns and months add up to the total",
          [](std::vector<cash> costs, std::vector<cash> revenues, std::uint32_t seed) {
              auto const flows  = lm::cash_flows(costs, revenues);
              auto const whole  = books.summarize(flows);
              auto const report = books(flows);
              auto const third  = [&](int i) { return books.summarize(flows | ranges::views::drop(i) | ranges::views::stride(3)); };
              auto       parts  = third(2);
              books.merge(parts, third(0));
              books.merge(parts, third(1));
              RC_ASSERT(parts == whole);
              RC_ASSERT(books.finish(parts) == report);

              std::mt19937 random{seed};
              auto         other_costs = costs, other_revenues = revenues;
              std::shuffle(other_costs.begin(), other_costs.end(), random);
              std::shuffle(other_revenues.begin(), other_revenues.end(), random);
              RC_ASSERT(books(other_costs, other_revenues) == report);

              std::int64_t cost = 0, revenue = 0, net = 0;
              for (auto const& [campaign, figures] : report.campaigns) cost += figures.cost, revenue += figures.revenue, net += figures.net;
              RC_ASSERT(cost == report.total.cost && revenue == report.total.revenue && net == report.total.net);

              auto const monthly = lm::monthly(books)(flows);
              cost = revenue = 0;
              for (auto const& [month, figures] : monthly) cost += figures.total.cost, revenue += figures.total.revenue;
              RC_ASSERT(cost == report.total.cost && revenue == report.total.revenue);
              RC_ASSERT(monthly.undated.quality == report.quality);

              auto const by_campaign = lm::by([](auto const& flow) { return flow.campaign; }, books)(flows);
              for (auto const& [campaign, figures] : report.campaigns) RC_ASSERT(by_campaign.at(campaign).total == figures);
              RC_ASSERT(std::get<1>(lm::together(books, books)(flows)) == report);
          });
}

TEST_CASE("leads that are still open make a figure has_open_leads, and are listed")
{
    holds("open leads by campaign", [](std::vector<change> const& changes) {
        auto const                           journeys = lm::journeys(changes, pipeline());
        auto const                           twins    = close_books(changes, closing);
        auto const                           open     = lm::open_leads(journeys, closing, &change::source, &change::amount);
        std::vector<cash> const              none;
        auto const                           flows  = lm::cash_flows(none, none, open);
        auto const                           report = books(flows);
        std::map<std::string, std::set<int>> known;
        for (auto const& lead : twins.leads)
            if (lead.outcome == twin_outcome::open) known[lead.source].insert(lead.id);
        RC_ASSERT(report.campaigns.size() == known.size());
        for (auto const& [source, leads] : known) {
            RC_ASSERT(report.campaigns.at(source).open_leads == static_cast<std::int64_t>(leads.size()));
            RC_ASSERT(report.campaigns.at(source).has_open_leads);
            std::set<int> listed;
            for (auto const& lead : lm::leads_behind(flows, books, [&](auto const& r) { return r.campaigns[source].open_leads; }))
                listed.insert(*lead);
            RC_ASSERT(listed == leads);
        }
    });
    std::vector<change> const changes{{1, phase::lead, epoch, "web", 70},     {1, phase::mql, epoch + 1h, "ads", 90},
                                      {1, phase::mql, epoch + 1h, "ads", 95}, {1, phase::sql, epoch + 2h, "ads", {}},
                                      {2, phase::lead, epoch, "web", {}},     {3, phase::won, epoch, "web", 5}};
    auto const                journeys = lm::journeys(changes, pipeline());
    std::vector<cash> const   none;
    auto const                report = books(none, none, lm::open_leads(journeys, closing, &change::source, &change::amount));
    CHECK(report.campaigns.at("web").open_leads == 2);
    CHECK(report.campaigns.at("web").open_value == 90); // of the latest record that names one, and of its duplicates the smallest
    CHECK_FALSE(report.campaigns.at("web").roi);
}

TEST_CASE("refunds, and revenue before its cost")
{
    auto const              paid = [](sys_seconds at, std::int64_t amount) { return cash{"x", at, amount, ""}; };
    std::vector<cash> const costs{paid(epoch + days{10}, 100), paid(epoch + days{20}, -40)},
        revenues{paid(epoch, 30), paid(epoch + days{30}, 50), paid(epoch + days{40}, -10)};
    auto const x = books(costs, revenues).campaigns.at("x");
    CHECK(x.cost == 60);
    CHECK(x.revenue == 70);
    CHECK(x.revenue_before_cost);
    CHECK(x.curve.front().age == days{-10});
    CHECK(x.curve.front().net == 30);
    CHECK(x.payback.value() == epoch + days{30}); // 80 of 60
    CHECK(x.costs == 2);
    CHECK(x.revenues == 3);
}

TEST_CASE("rows of 0 and credit notes are no first cost")
{
    auto const paid = [](date::year_month_day at, std::int64_t amount) { return cash{"x", sys_days{at}, amount, ""}; };
    auto const of   = [](std::vector<cash> const& costs, std::vector<cash> const& revenues) {
        return lm::roi{{.as_of = 2025_y / 1 / 1, .annual_rate = 0.1}}(costs, revenues).campaigns.at("x");
    };
    auto const late = of({paid(2024_y / 1 / 1, 0), paid(2024_y / 1 / 10, 10000)}, {paid(2024_y / 2 / 1, 14000)});
    CHECK(late.payback.value() == sys_days{2024_y / 2 / 1});
    CHECK(late.net_present_value.value() == Approx(3919.80).margin(0.005)); // 14000 / 1.1^(22 / 365) - 10000
    CHECK(late.curve.front().age == days{-9});
    CHECK_FALSE(late.revenue_before_cost);

    auto const free = of({paid(2024_y / 1 / 1, 0)}, {paid(2024_y / 2 / 1, 14000)});
    CHECK_FALSE(free.payback);
    CHECK_FALSE(free.net_present_value);
    CHECK(free.curve.empty());
    CHECK(free.revenue_before_cost);

    auto const credited = of({paid(2024_y / 1 / 1, -500), paid(2024_y / 1 / 10, 10000)}, {paid(2024_y / 1 / 20, 4000)});
    CHECK_FALSE(credited.payback);
    CHECK(of({paid(2024_y / 1 / 1, -500), paid(2024_y / 1 / 10, 400)}, {paid(2024_y / 1 / 20, 4000)}).payback == std::nullopt);
}

TEST_CASE("several currencies, with the rate of the day")
{
    struct spend {
        std::string campaign;
        sys_days    at;
        double      amount;
        std::string currency;
    };
    auto const euros = [](double amount, std::string const& currency, date::year_month_day date) -> std::optional<double> {
        if (currency == "EUR") return amount;
        if (currency == "USD") return amount * (date < 2024_y / 2 / 1 ? 0.5 : 0.25);
        return std::nullopt;
    };
    std::vector<spend> const costs{{"a", epoch, 100, "USD"}, {"a", epoch + days{31}, 100, "USD"}, {"a", epoch, 7, "EUR"}, {"a", epoch, 1, "JPY"}},
        none;
    auto const report = lm::roi{{.as_of = closing}, euros}(costs, none);
    CHECK(report.campaigns.at("a").cost == 82);
    CHECK(report.quality.unknown_currency == 1);
    CHECK(report.quality.used == 3);
}

TEST_CASE("amounts in several currencies are never added up")
{
    struct paid {
        std::string             campaign;
        std::optional<sys_days> at;
        double                  amount;
        std::string             currency;
    };
    lm::roi const           books_of_2024{{.as_of = closing}};
    std::vector<paid> const euros{{"a", epoch, 100, "EUR"}, {"a", epoch, 7, ""}, {"a", {}, 5, "JPY"}}; // the one in yen has no time: not used
    std::vector<paid> const yen{{"a", epoch, 3, "EUR"}, {"a", epoch, 150000, "JPY"}}, none;
    CHECK(books_of_2024(euros, none).campaigns.at("a").cost == 107);
    CHECK_THROWS_WITH(books_of_2024(euros, yen), says("cash_flows.exchange = not set") && says("EUR (first in cost 0), JPY (first in revenue 1)")
                                                     && says("(amount, currency, date)"));
    CHECK_THROWS_WITH(books_of_2024(none, yen), says("EUR (first in revenue 0)"));
    auto const to_euros = [](double amount, std::string const& currency, date::year_month_day) { return currency == "JPY" ? amount / 150 : amount; };
    CHECK(lm::roi{{.as_of = closing}, to_euros}(euros, yen).campaigns.at("a").revenue == 1003);
}

TEST_CASE("integer money is exact, and its overflow is an error")
{
    constexpr auto          most = std::numeric_limits<std::int64_t>::max();
    std::vector<cash> const costs{{"a", epoch, most, ""}, {"a", epoch, most, ""}, {"a", epoch, -most, ""}}, none;
    CHECK(books(costs, none).total.cost == most); // on the way it was beyond the range
    std::vector<cash> const too_much{{"a", epoch, most, ""}, {"b", epoch, 1, ""}};
    CHECK_THROWS_AS(books(too_much, none), std::overflow_error);
    CHECK_THROWS_WITH(books(too_much, none), says("roi.") && says("beyond the range"));
    struct paid {
        int      campaign;
        sys_days at;
        double   amount;
    };
    std::vector<paid> const vast{{1, epoch, 1.7e308}, {1, epoch, 1.7e308}}, nothing;
    CHECK_THROWS_WITH(books(vast, nothing), says("roi.") && says("beyond the range"));
}

TEST_CASE("money of the user's own type, and money that is no number")
{
    struct bill {
        std::string            campaign;
        sys_days               at;
        std::optional<decimal> amount;
    };
    std::vector<bill> const costs{{"a", epoch, decimal{300}}, {"a", epoch, std::nullopt}}, revenues{{"a", epoch + days{1}, decimal{450}}};
    auto const              report = books(costs, revenues);
    CHECK(report.campaigns.at("a").net == decimal{150});
    CHECK(report.campaigns.at("a").roi.value() == 0.5);
    CHECK(report.quality.missing_amount == 1);

    struct reading {
        std::optional<std::string> campaign;
        sys_days                   at;
        double                     amount;
    };
    std::vector<reading> const odd{
        {"a", epoch, std::nan("")}, {"a", epoch, std::numeric_limits<double>::infinity()}, {std::nullopt, epoch, 0.1}, {"", epoch, 0.2}},
        none;
    auto const figures = books(odd, none);
    CHECK(figures.quality.missing_amount == 2);
    CHECK(figures.campaigns.at("").cost == 0.1 + 0.2); // money without a campaign is not lost
    CHECK(figures.total.cost == figures.campaigns.at("").cost);
}

TEST_CASE("settings of return on investment are refused by name and value")
{
    CHECK_THROWS_WITH((lm::roi{lm::roi_settings{}}), says("roi.as_of = not set"));
    CHECK_THROWS_WITH((lm::roi{{.as_of = closing, .annual_rate = -1.0}}), says("roi.annual_rate = -1"));
    CHECK_THROWS_WITH((lm::roi{{.as_of = closing, .annual_rate = std::nan("")}}), says("roi.annual_rate = nan"));
}
