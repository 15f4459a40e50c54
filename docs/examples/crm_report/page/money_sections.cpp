// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "section_pieces.hpp"

#include <leadmetrics/render/vega_lite.hpp>

#include <fmt/format.h>

#include <cstddef>

namespace lm = leadmetrics;

namespace crm {

namespace {

constexpr lm::json_options<> in_cents{.money_digits = 2};

std::vector<column> campaign_columns(std::string const& cost, std::string const& revenue, std::string const& net)
{
    return {{"campaign", "/key", shown_as::text},
            {"cost", "/value/" + cost, shown_as::money},
            {"revenue", "/value/" + revenue, shown_as::money},
            {"net", "/value/" + net, shown_as::money},
            {"return on investment", "/value/roi", shown_as::percent},
            {"for each 1 spent", "/value/per_unit_spent", shown_as::number},
            {"paid back on", "/value/payback", shown_as::date}};
}

/// Revenue by campaign and model. At the end stands what no campaign gets, so that each column adds up.
std::string revenue_table(section_pieces const& of, std::string const& first)
{
    std::vector<column>      columns{{"campaign", "/key", shown_as::text}, {"deals", "/value/deals"}};
    std::vector<std::string> rest{"(no touch)", of.count(first + "/without_touches")};
    for (auto const& [name, report] : of.all.attribution->models) {
        std::string const model = "/attribution/models/" + name;
        columns.push_back({name, model + "/campaigns/*/value/attributed_minor", shown_as::money});
        rest.push_back(of.money(model + "/unattributed_minor"));
    }
    return table_of(of.f, "Revenue by campaign and model", first + "/campaigns", columns, rest);
}

} // namespace

page_section roi_section(section_pieces const& of)
{
    auto const&  f = of.f;
    page_section made{"roi", "What does the money that is spent bring back?", "11", {"roi", "unit_costs"}, {}, {}, {}, {}};
    made.in_short = of.money("/roi/total/cost") + " were spent and " + of.money("/roi/total/revenue") + " came in";
    if (f.has("/roi/total/per_unit_spent")) made.in_short += ": " + f("/roi/total/per_unit_spent", shown_as::number) + " for each 1 that was spent";
    made.in_short += ". " + f.count("/roi/total/open_leads", "open lead", "open leads") + " may still bring revenue.";
    made.pictures.push_back(lm::to_vega_lite(of.all.money->roi));
    auto campaigns = campaign_columns("cost", "revenue", "net");
    campaigns.push_back({"open leads", "/value/open_leads"});
    std::vector<column> units{{of.data.campaigns_called.value_or(of.data.group_name), "/key", shown_as::text}};
    for (std::size_t i = 0; i != of.data.pipeline.size(); ++i)
        units.push_back({"for each " + of.data.pipeline.stages()[i], fmt::format("/value/{}/cost", i), shown_as::money});
    made.tables = table_of(f, "Cost and revenue", "/roi/campaigns", campaigns)
                  + table_of(f, "Cost for each lead that entered a stage", "/roi/unit_costs", units);
    return made;
}

page_section attribution_section(section_pieces const& of)
{
    auto const&       f = of.f;
    page_section      made{"attribution", "Which campaigns bring the deals?", "13", {"attribution", "markov", "top_paths"}, {}, {}, {}, {}};
    auto const&       models = of.all.attribution->models;
    std::string const first  = "/attribution/models/" + models.front().first;
    made.in_short            = f.count(first + "/conversions", "deal is", "deals are") + " worth " + of.money(first + "/total_minor") + ". Of this, "
                    + of.money(first + "/unattributed_minor") + " is of " + f.count(first + "/without_touches", "deal", "deals")
                    + " without a touch; the rest is attributed to the touches of the " + of.count("/attribution/lookback_days")
                    + " days before each deal.";
    made.words = "<p>Each model divides the same money by another rule. Where the models agree, a campaign matters whatever one believes.</p>\n";
    made.pictures.push_back(lm::to_vega_lite(models, in_cents));
    made.pictures.push_back(lm::to_vega_lite(of.all.attribution->lengths));
    made.tables = revenue_table(of, first)
                  // Without open leads: nobody knows to whose touches their revenue will be attributed.
                  + table_of(f, "Return on investment with the revenue of the model “linear”", "/attribution/roi/campaigns",
                             campaign_columns("cost_minor", "revenue_minor", "net_minor"))
                  + table_of(f, "Paths by their number of touches", "/attribution/path_lengths/lengths",
                             {{"touches", "/touches"}, {"paths", "/paths"}, {"sales", "/conversions"}, {"revenue", "/value_minor", shown_as::money}})
                  + table_of(f, "Paths with the most sales", "/attribution/top_paths/top",
                             {{"campaigns, in their order", "/campaigns", shown_as::text},
                              {"paths", "/paths"},
                              {"sales", "/conversions"},
                              {"revenue", "/value_minor", shown_as::money}});
    return made;
}

} // namespace crm
