// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "money.hpp"

#include "pieces_of_text.hpp"

#include <range/v3/view/filter.hpp>

#include <utility>

namespace lm = leadmetrics;

namespace crm {

std::vector<won_deal> won_deals(export_data const& data, lead_journeys const& journeys, instant as_of)
{
    std::vector<won_deal> won;
    std::size_t const     last = data.pipeline.size() - 1;
    for (auto const& journey : journeys) {
        auto const progress = journey.progress(as_of);
        if (!progress.entered(last)) continue;
        bool first = true;
        journey.each_record_of_entry(last, progress.entry(last), [&](change const& record) {
            if (!std::exchange(first, false)) return;
            won.push_back({std::string{record.lead_id()}, record.campaign(), record.at_close().at(), record.value(), record.currency()});
        });
    }
    return won;
}

money_figures make_money(export_data const& data, lead_journeys const& journeys, instant as_of)
{
    auto const    won  = won_deals(data, journeys, as_of);
    auto const    open = lm::open_leads(journeys, as_of, &change::campaign, &change::value);
    money_figures all;
    lm::roi const roi{{.as_of = as_of}};
    all.roi        = roi(data.costs, won, open);
    all.settings   = settings_of(roi, all.roi);
    all.unit_costs = lm::unit_costs(all.roi, lm::by(&change::campaign, lm::volume{data.pipeline, {.as_of = as_of}})(journeys));
    return all;
}

std::string money_text(export_data const& data, money_figures const& all)
{
    std::vector<std::string> columns{
        data.campaigns_called.value_or(data.group_name), "cost", "revenue", "net", "ROI", "per unit", "payback", "open leads"};
    for (auto const& stage : data.pipeline.stages()) columns.push_back("per " + stage);
    table      rows(columns);
    auto const add = [&](std::string const& name, auto const& r, std::vector<lm::unit_cost<std::string>> const& units) {
        std::vector<std::string> row{name,
                                     decimals(r.cost, 0),
                                     decimals(r.revenue, 0),
                                     decimals(r.net, 0),
                                     percent(r.roi),
                                     decimals(r.per_unit_spent, 2),
                                     r.payback ? date::format("%F", date::floor<date::days>(*r.payback)) : "–",
                                     fmt::format("{}{}", r.open_leads, r.has_open_leads ? "*" : "")};
        for (std::size_t i = 0; i != data.pipeline.size(); ++i) row.push_back(i < units.size() ? decimals(units[i].cost, 0) : "–");
        rows.add(std::move(row));
    };
    for (auto const& [campaign, figures] : all.roi.campaigns) add(key_text(campaign), figures, all.unit_costs[campaign]);
    add("all", all.roi.total, {});
    std::string out = "RETURN ON INVESTMENT\n" + rows.str();
    out.pop_back();
    out += "  * not ripe: these leads may still bring revenue.\n";
    return out + '\n';
}

json money_json(json_pieces& of, money_figures const& all)
{
    json out          = of(all.roi);
    out["settings"]   = all.settings;
    out["unit_costs"] = of(all.unit_costs);
    return out;
}

} // namespace crm
