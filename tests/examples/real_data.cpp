// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// crm_report on real data gives the figures that independent programs (R survival, statsmodels) computed, to all their digits.

#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/report_json.hpp"

#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/incidence_test.hpp>

#include <date/date.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace leadmetrics_tests;
using json = nlohmann::json;

namespace {

json figures_of(std::string const& arguments)
{
    auto const result = run(std::string{CRM_REPORT} + " --json " + arguments);
    REQUIRE(result.status == 0);
    return json::parse(result.out);
}
json oracle(std::string const& name) { return json::parse(std::ifstream(std::string{REAL_DATA} + "/oracles/" + name)); }

/// Equal in all the digits that the oracle gives.
void same_digits(double ours, json const& oracle)
{
    std::string const text    = oracle.dump();
    std::size_t       digits  = 0;
    bool              leading = true;
    for (char const c : text.substr(0, text.find('e'))) {
        leading = leading && (c == '0' || c == '.' || c == '-');
        digits += !leading && c != '.';
    }
    char rounded[64];
    std::snprintf(rounded, sizeof rounded, "%.*g", static_cast<int>(std::max<std::size_t>(digits, 1)), ours);
    INFO("ours " << ours << ", the oracle's " << text);
    CHECK(std::stod(rounded) == oracle.get<double>());
}

} // namespace

TEST_CASE("Olist")
{
    auto const known   = oracle("olist.json");
    auto const figures = figures_of("--by origin --olist " + std::string{REAL_DATA} + "/data/olist");
    CHECK(figures["as_of"] == known["as_of"]);
    CHECK(figures["volume"]["stages"][0]["entered"] == known["leads"]);
    CHECK(figures["volume"]["stages"][1]["entered"] == known["won"]);
    CHECK(figures["quality"]["out_of_order"] == known["entered_won_before_first_contact"]);

    auto const& rate = figures["conversion"]["steps"][0]["rate"];
    CHECK(rate["hits"] == known["conversion_mql_to_won"]["hits"]);
    CHECK(rate["total"] == known["conversion_mql_to_won"]["total"]);
    same_digits(rate["low"], known["conversion_mql_to_won"]["wilson95"][0]);
    same_digits(rate["high"], known["conversion_mql_to_won"]["wilson95"][1]);

    for (auto const& [origin, counts] : known["by_origin_won_of_total"].items()) {
        auto const one = value_of(figures["by_group"]["by"], origin)["conversion"]["steps"][0]["rate"];
        CHECK(one["hits"] == counts[0]);
        CHECK(one["total"] == counts[1]);
    }

    auto const& step      = figures["velocity"]["steps"][0];
    auto const& completed = known["completed_only_seconds"];
    CHECK(step["completed"]["count"] == completed["count"]);
    same_digits(step["completed"]["mean_seconds"], completed["mean"]);
    same_digits(step["completed"]["median_seconds"], completed["median"]);
    same_digits(step["completed"]["p90_seconds"], completed["p90_type7"]);
    for (int const days : {30, 90, 180}) {
        auto const& curve = known["incidence_of_won_seconds_since_first_contact"]["at_" + std::to_string(days) + "_days"];
        auto const  share = within(step["incidence"], days);
        same_digits(share["value"], curve["value"]);
        same_digits(share["low"], curve["ci95"][0]);
        same_digits(share["high"], curve["ci95"][1]);
    }
}

// The same in SQL (SQLite, both files imported as text; for the months group by substr(first_contact_date, 1, 7)):
//
//     select origin, count(*), sum(days <= 14), sum(days > 14), sum(days is null and julianday(first_contact_date) + 14 < closing)
//     from (select *, julianday(won_date) - julianday(first_contact_date) as days, (select max(julianday(won_date)) from deals) as closing
//           from leads left join deals using (mql_id))
//     where days is null or days >= 0 group by origin;
TEST_CASE("Olist: fourteen days from first contact to won, by origin and month")
{
    struct row {
        char const*  key;
        std::int64_t started, met, breached, overdue;
    };
    row const  origins[]{{"", 60, 10, 4, 46},
                         {"direct_traffic", 499, 35, 21, 443},
                         {"display", 118, 4, 2, 112},
                         {"email", 493, 6, 9, 478},
                         {"organic_search", 2295, 133, 137, 2025},
                         {"other", 150, 3, 1, 146},
                         {"other_publicities", 65, 0, 3, 62},
                         {"paid_search", 1586, 88, 107, 1391},
                         {"referral", 284, 12, 12, 260},
                         {"social", 1350, 20, 55, 1275},
                         {"unknown", 1099, 100, 79, 920}};
    row const  months[]{{"2017-06", 4, 0, 0, 4},         {"2017-07", 239, 0, 2, 237},      {"2017-08", 386, 0, 9, 377},
                        {"2017-09", 312, 0, 7, 305},     {"2017-10", 416, 0, 14, 402},     {"2017-11", 445, 0, 18, 427},
                        {"2017-12", 200, 1, 10, 189},    {"2018-01", 1141, 66, 86, 989},   {"2018-02", 1028, 69, 80, 879},
                        {"2018-03", 1173, 84, 82, 1007}, {"2018-04", 1352, 116, 67, 1169}, {"2018-05", 1303, 75, 55, 1173}};
    auto const figures = figures_of("--by origin --monthly --sla 14d --olist " + std::string{REAL_DATA} + "/data/olist")["handover"];
    auto const agrees  = [](json const& report, row const& known) {
        INFO(known.key);
        auto const& sla = report["sla"];
        CHECK(sla["started"] == known.started);
        CHECK(sla["met"] == known.met);
        CHECK(sla["breached"] == known.breached);
        CHECK(sla["overdue"] == known.overdue);
        CHECK(sla["pending"] == 0);
        CHECK(sla["overdue_leads"]["count"] == known.overdue);
    };
    agrees(figures, {"all", 7999, 411, 430, 7158});
    CHECK(figures["sla"]["out_of_order"] == 1);
    for (row const& one : origins) agrees(value_of(figures["by_group"]["by"], one.key), one);
    for (row const& one : months) agrees(value_of(figures["by_month"]["windows"], one.key), one);
}

TEST_CASE("Maven")
{
    auto const known   = oracle("maven.json");
    auto const figures = figures_of("--maven " + std::string{REAL_DATA} + "/data/maven");
    CHECK(figures["as_of"] == known["as_of"].get<std::string>() + "T00:00:00Z");
    auto const& step = figures["velocity"]["steps"][0];
    auto const& lost = figures["lost"];
    CHECK(step["moved"] == known["won"]);
    CHECK(step["lost"] == known["lost"]);
    CHECK(lost["moved"] == known["lost"]);
    CHECK(step["waiting"] == known["engaging"]);
    CHECK(figures["quality"]["missing_time"] == known["prospecting"]);
    auto const& money = figures["velocity"]["sales_velocity"];
    same_digits(money["win_rate"]["value"], known["win_rate_of_closed"]);
    same_digits(money["mean_value"], known["won_value_mean"]);
    same_digits(money["mean_value"].get<double>() * money["win_rate"]["hits"].get<double>(), known["won_value_sum"]);
    double const day = 86400;
    same_digits(step["completed"]["mean_seconds"].get<double>() / day, known["won_cycle_days"]["mean"]);
    same_digits(step["completed"]["median_seconds"].get<double>() / day, known["won_cycle_days"]["median"]);
    double const won_time  = step["completed"]["mean_seconds"].get<double>() * step["moved"].get<double>(),
                 lost_time = lost["completed"]["mean_seconds"].get<double>() * lost["moved"].get<double>();
    same_digits((won_time + lost_time) / day / (step["moved"].get<double>() + lost["moved"].get<double>()), known["closed_cycle_days_mean"]);
    for (int const t : {30, 90}) {
        auto const   days  = std::to_string(t);
        auto const&  curve = known["cumulative_incidence_days_since_engage"]["at_" + days];
        double const won = within(step["incidence"], std::stoi(days))["value"], gone = within(lost["incidence"], std::stoi(days))["value"];
        same_digits(won, curve["won"]);
        same_digits(gone, curve["lost"]);
        same_digits(1 - won - gone, curve["open"]);
    }
}

TEST_CASE("forecasts of Maven's and Olist's leads, and what became of them")
{
    auto const known = oracle("forecast.json");
    auto const maven = "--maven " + std::string{REAL_DATA} + "/data/maven ", olist = "--olist " + std::string{REAL_DATA} + "/data/olist ";
    auto const same = [&](json const& step, json const& expected) {
        auto const& ahead = step["horizons"][0];
        CHECK(step["in_curves"]
              == expected["entered"]); // the oracle's are those of the curves: Olist has a lead that was won before its first contact
        CHECK(step["moved"].get<int>() - step["out_of_order"].get<int>() == expected["moved"]);
        CHECK(step["waiting"] == expected["waiting"]);
        same_digits(ahead["expected_moves"], expected["expected"]);
        CHECK(std::abs(ahead["standard_deviation"].get<double>() / expected["sd"].get<double>() - 1) < 1e-12); // a root of a sum in another order
        CHECK(ahead["beyond"] == expected["beyond"]);
    };
    auto const tested = [&](json const& step, json const& expected) {
        auto const& test = step["horizons"][0];
        same_digits(test["expected"], expected["expected"]);
        CHECK(test["moved"] == expected["observed"]);
        CHECK(test["beyond"] == expected["beyond"]);
        same_digits(test["brier"], expected["brier"]);
        same_digits(test["brier_of_seen"], expected["brier_of_rate_seen_afterwards"]);
        if (expected.contains("brier_of_F_h_known_then")) same_digits(test["brier_of_known"], expected["brier_of_F_h_known_then"]);
        for (auto const& tenth : expected["tenths"]) {
            auto const& ours = test["tenths"][tenth["tenth"].get<std::size_t>()];
            CHECK(ours["leads"] == tenth["n"]);
            same_digits(ours["expected"], tenth["expected"]);
            CHECK(ours["moved"] == tenth["observed"]);
        }
    };
    for (auto const& [days, later] : {std::pair{"30", "2017-10-01"}, {"60", "2017-10-31"}, {"90", "2017-11-30"}}) {
        INFO("Maven, " << days << " days");
        auto const& expected = known["maven_2017-09-01_" + std::string{days} + "_days"];
        auto const  ahead    = " --forecast " + std::string{days} + 'd';
        same(figures_of(maven + "--as-of 2017-09-01" + ahead)["forecast"]["steps"][0], expected);
        tested(figures_of(maven + "--as-of " + later + ahead)["forecast"]["back_test"]["steps"][0], expected);
    }
    auto const by_product = figures_of(maven + "--as-of 2017-09-01 --by product --forecast 60d")["forecast"]["by_group"]["by"];
    for (auto const& group : by_product)
        same_digits(group["value"]["steps"][0]["horizons"][0]["expected_moves"],
                    known["maven_2017-09-01_60_days"]["by_product_expected_curves_of_all"][group["key"].get<std::string>()]);
    CHECK(by_product.size() == 7);

    auto const& expected = known["olist_2018-05-01_60_days"];
    same(figures_of(olist + "--as-of 2018-05-01 --forecast 60d")["forecast"]["steps"][0], expected);
    tested(figures_of(olist + "--as-of 2018-06-30 --forecast 60d")["forecast"]["back_test"]["steps"][0], expected);
}

TEST_CASE("Olist's origins compared, each two")
{
    auto const known = oracle("comparison.json")["olist_by_origin"]["pairs_of_proportions"];
    auto const pairs = figures_of("--by origin --compare --olist " + std::string{REAL_DATA} + "/data/olist")["comparison"]["pairs"];
    CHECK(pairs.size() == known.size());
    auto const same = [](json const& ours, json const& oracle) {
        INFO(ours << " beside " << oracle);
        CHECK(ours.is_null() == oracle.is_null());
        if (ours.is_number() && oracle.is_number())
            CHECK(std::abs(ours.get<double>() - oracle.get<double>()) <= 1e-10 * std::abs(oracle.get<double>()) + 1e-13);
    };
    for (auto const& pair : pairs) {
        auto const& expected = known[pair["first"].get<std::string>() + '|' + pair["second"].get<std::string>()];
        INFO(pair["first"] << ' ' << pair["second"]);
        same(pair["difference"], expected["difference"]);
        same(pair["difference_limits"]["low"], expected["newcombe95"][0]);
        same(pair["difference_limits"]["high"], expected["newcombe95"][1]);
        same(pair["relative"], expected["relative"]);
        same(pair["relative_limits"]["low"], expected["katz95"][0]);
        same(pair["relative_limits"]["high"], expected["katz95"][1]);
        same(pair["p"], expected["chi_square_p"]);
        same(pair["p_of_all_pairs"], expected["holm"]);
    }
}

TEST_CASE("do leads of Olist's origins come to a deal equally fast? The log-rank test, of all and of each two")
{
    auto const known  = oracle("comparison.json")["olist_by_origin"];
    auto const report = figures_of("--by origin --compare --olist " + std::string{REAL_DATA} + "/data/olist");
    auto const ours   = report["comparison_of_times"];
    CHECK(ours["all"]["is_log_rank"] == true);
    CHECK(ours["all"]["degrees_of_freedom"] == known["logrank"]["df"]);
    same_digits(ours["all"]["statistic"], known["logrank"]["statistic"]);
    CHECK(ours["pairs"].size() == known["pairs_logrank"].size());
    auto const same = [](json const& our, json const& oracle) {
        INFO(our << " beside " << oracle);
        CHECK(std::abs(our.get<double>() - oracle.get<double>()) <= 1e-10 * std::abs(oracle.get<double>()));
    };
    same(ours["all"]["p"], known["logrank"]["p"]); // the oracle's last digits are R's rounding
    for (auto const& pair : ours["pairs"]) {
        auto const& expected = known["pairs_logrank"][pair["first"].get<std::string>() + '|' + pair["second"].get<std::string>()];
        INFO(pair["first"] << ' ' << pair["second"]);
        same(pair["test"]["p"], expected["p"]);
        same(pair["p_of_all_pairs"], expected["holm"]);
    }
}

namespace {

/// The rows of a CSV file without quotes, without its header.
std::vector<std::vector<std::string>> rows_of(std::string const& file)
{
    std::ifstream                         in(std::string{REAL_DATA} + "/data/" + file);
    std::vector<std::vector<std::string>> all;
    std::string                           line;
    for (std::getline(in, line); std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        auto&              fields = all.emplace_back();
        std::istringstream parts(line + ',');
        for (std::string field; std::getline(parts, field, ',');) fields.push_back(field);
    }
    return all;
}
/// An instant, or the first one of a date, in seconds.
std::int64_t second_of(std::string const& text)
{
    std::istringstream in(text.size() == 10 ? text + " 00:00:00" : text);
    date::sys_seconds  when;
    in >> date::parse("%F %T", when);
    return when.time_since_epoch().count();
}
void same_quantiles(leadmetrics::incidence_times const& times, double unit, json const& expected)
{
    auto const curve = leadmetrics::make_incidence<std::chrono::seconds>(times);
    for (auto const& [q, known] : expected.items()) {
        auto const limits = curve.quantile_limits(std::stod(q));
        auto const same   = [unit](std::optional<leadmetrics::seconds> const& ours, json const& theirs) {
            INFO("the oracle says " << theirs);
            CHECK(ours.has_value() == !theirs.is_null());
            if (ours && !theirs.is_null()) CHECK(ours->count() == unit * theirs.get<double>());
        };
        INFO("quantile " << q);
        same(curve.quantile(std::stod(q)), known["value"]);
        same(limits.low, known["limits"][0]);
        same(limits.high, known["limits"][1]);
    }
}

} // namespace

TEST_CASE("quantiles and their limits are R's, on Olist's leads and Maven's opportunities")
{
    auto const                                          known = oracle("comparison.json");
    std::map<std::string, leadmetrics::incidence_times> origins, products;
    std::map<std::string, std::int64_t>                 won;
    auto const                                          as_of = second_of("2018-11-14 18:04:19"), books_closed = second_of("2017-12-31");
    for (auto const& row : rows_of("olist/closed_deals.csv")) won[row[0]] = second_of(row[4]);
    for (auto const& row : rows_of("olist/marketing_qualified_leads.csv"))
        for (std::string const& key : {std::string{"all"}, row[3]}) {
            auto const begun = second_of(row[1]), closed = won.contains(row[0]) ? won[row[0]] : INT64_MAX;
            if (begun > as_of || closed < begun) continue;
            if (closed <= as_of) origins[key].moved.add(closed - begun);
            else origins[key].waiting.add(as_of - begun);
        }
    for (auto const& [origin, expected] : known["olist_quantiles_of_incidence_seconds"].items()) same_quantiles(origins[origin], 1, expected);

    for (auto const& row : rows_of("maven/sales_pipeline.csv")) {
        if (row[5].empty() || second_of(row[5]) > books_closed) continue;
        auto const begun = second_of(row[5]), closed = row[6].empty() ? INT64_MAX : second_of(row[6]);
        for (std::string const& key : {std::string{"all"}, row[2]}) {
            if (closed <= books_closed) products[key].moved.add(closed - begun);
            else products[key].waiting.add(books_closed - begun);
        }
    }
    for (auto const& [product, expected] : known["maven_days_from_engaged_to_closed"].items())
        if (product != "how") same_quantiles(products[product], 86400, expected);
}

TEST_CASE("do Maven's agents win alike, and lose alike? Gray's test")
{
    auto const known = oracle("comparison.json")["maven_by_agent"];
    auto const day   = [](std::string const& text) {
        std::istringstream in(text);
        date::sys_days     at;
        in >> date::parse("%F", at);
        return at.time_since_epoch().count();
    };
    std::map<std::string, leadmetrics::incidence_times> won, lost;
    std::ifstream                                       file(std::string{REAL_DATA} + "/data/maven/sales_pipeline.csv");
    std::string                                         line;
    for (std::getline(file, line); std::getline(file, line);) { // opportunity, agent, product, account, stage, engaged, closed, value: without quotes
        std::vector<std::string> fields;
        std::istringstream       in(line);
        for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
        if (fields[5].empty()) continue;
        auto&      to_won  = won[fields[1]];
        auto&      to_lost = lost[fields[1]];
        auto const begun   = day(fields[5]);
        if (fields[4] == "Won" || fields[4] == "Lost") {
            (fields[4] == "Won" ? to_won.moved : to_won.lost).add(day(fields[6]) - begun);
            (fields[4] == "Won" ? to_lost.lost : to_lost.moved).add(day(fields[6]) - begun);
        } else {
            to_won.waiting.add(day("2017-12-31") - begun);
            to_lost.waiting.add(day("2017-12-31") - begun);
        }
    }
    for (auto const& [what, groups] : {std::pair{"gray_won", &won}, {"gray_lost", &lost}}) {
        std::vector<leadmetrics::incidence_times> all;
        for (auto const& [agent, times] : *groups) all.push_back(times);
        auto const test = leadmetrics::test_incidences(all);
        CHECK(test.degrees_of_freedom == known[what]["df"]);
        same_digits(*test.statistic, known[what]["statistic"]);
        same_digits(*test.p, known[what]["p"]);
    }
}
