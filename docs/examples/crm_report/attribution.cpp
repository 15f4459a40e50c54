// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "attribution.hpp"

#include "money.hpp"
#include "pieces_of_text.hpp"

#include <cmath>
#include <tuple>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// A won deal and a cost, in cents.
struct deal {
    std::string  lead_id;
    instant      at;
    std::int64_t amount;
    std::string  currency;
};
struct cost_in_cents {
    std::string            campaign;
    std::optional<instant> at;
    std::int64_t           amount;
    std::string            currency;
};
std::int64_t cents(std::optional<double> amount) { return amount ? std::llround(*amount * 100) : 0; }

} // namespace

attribution_figures make_attribution(export_data const& data, lead_journeys const& journeys, date::days lookback, instant as_of)
{
    std::vector<deal> deals;
    for (won_deal const& won : won_deals(data, journeys, as_of)) deals.push_back({won.lead_id, *won.at, cents(won.amount), won.currency});
    std::vector<cost_in_cents> costs;
    for (cost const& one : data.costs) costs.push_back({one.campaign, one.at, cents(one.amount), one.currency});

    lm::attribution_settings const window{.as_of = as_of, .lookback = lookback};
    auto const                     paths = lm::paths(data.touches, deals, window);
    attribution_figures            all;
    all.lookback   = lookback;
    auto const add = [&](char const* name, auto const& model) { all.models.emplace_back(name, lm::attribution{model, window}(paths)); };
    add("first", lm::first_touch{});
    add("last", lm::last_touch{});
    add("linear", lm::linear{});
    add("decay", lm::time_decay{date::days{7}});
    add("position", lm::position_based{});
    if (auto const& stages = data.pipeline.stages(); stages.size() > 2)
        add("W", lm::w_shaped{lm::milestones(journeys, as_of, stages.front(), stages[stages.size() - 2])});
    add("Shapley", lm::shapley{});
    add("Markov", lm::markov{1});

    auto const revenue                        = lm::attributed_revenue(paths, lm::linear{});
    all.roi                                   = lm::roi{{.as_of = as_of}}(costs, revenue);
    std::tie(all.top, all.lengths, all.order) = lm::together(lm::top_paths{{.as_of = as_of, .by = lm::path_rank::conversions, .at_most = 5}},
                                                             lm::path_lengths{{.as_of = as_of}}, lm::markov_order{{.as_of = as_of}})(paths);
    return all;
}

namespace {

std::string money(std::int64_t in_cents) { return fmt::format("{:.0f}", static_cast<double>(in_cents) / 100); }

std::string spelled(std::vector<std::string> const& campaigns)
{
    std::string out;
    for (auto const& campaign : campaigns) out += (out.empty() ? "" : " > ") + key_text(campaign);
    return out;
}

std::string campaigns_text(attribution_figures const& all)
{
    std::vector<std::string> columns{"campaign", "deals", "influenced"};
    for (auto const& [name, report] : all.models) columns.push_back(name);
    columns.insert(columns.end(), {"ROI (linear)", "payback"});
    table       rows(columns);
    auto const& known = all.models.front().second;
    for (auto const& [campaign, credit] : known.campaigns) {
        std::vector<std::string> row{key_text(campaign), fmt::to_string(credit.deals), money(credit.influenced)};
        for (auto const& [name, report] : all.models) row.push_back(money(report.campaigns[campaign].attributed));
        auto const& back = all.roi.campaigns[campaign];
        row.insert(row.end(), {percent(back.roi), back.payback ? date::format("%F", date::floor<date::days>(*back.payback)) : "–"});
        rows.add(std::move(row));
    }
    std::vector<std::string> rest{"(no touch)", fmt::to_string(known.without_touches), ""};
    for (auto const& [name, report] : all.models) rest.push_back(money(report.unattributed));
    rows.add(std::move(rest));
    return rows.str();
}

} // namespace

std::string attribution_text(attribution_figures const& all)
{
    auto const& known = all.models.front().second;
    std::string out   = fmt::format("ATTRIBUTION\n  {} worth {}: {} is attributed to touches of the {} before; {} is of {} without a touch.\n",
                                    count(known.conversions, "deal", "deals"), money(known.total), money(known.total - known.unattributed),
                                    count(std::int64_t{all.lookback.count()}, "day", "days"), money(known.unattributed),
                                    count(known.without_touches, "deal", "deals"))
                      + campaigns_text(all);
    out.pop_back();
    if (auto const& time = all.lengths.time_to_convert; time.median)
        out += fmt::format("  A deal takes {:.1f} touches, and half of them {} from the first.", all.lengths.mean_touches.value_or(0),
                           length(time.median));
    if (all.order.suggested)
        out += fmt::format(" What comes next depends on {} before.", count(std::int64_t{*all.order.suggested}, "touch", "touches"));
    out += "\n  Paths that converted most often:\n";
    for (auto const& path : all.top.top)
        if (path.conversions != 0) out += fmt::format("    {} of {}: {}\n", path.conversions, path.paths, spelled(path.campaigns));
    return out + '\n';
}

json attribution_json(json_pieces& of, attribution_figures const& all)
{
    json out{{"lookback_days", all.lookback.count()}, {"models", json::object()}};
    for (auto const& [name, report] : all.models) out["models"][name] = of(report);
    out["roi"]          = of(all.roi);
    out["top_paths"]    = of(all.top);
    out["path_lengths"] = of(all.lengths);
    out["markov_order"] = of(all.order);
    return out;
}

} // namespace crm
