// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "scoring.hpp"

#include "pieces_of_text.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <set>

namespace lm = leadmetrics;

namespace crm {

namespace {

std::vector<std::pair<instant, explained_score>> history_of_highest(export_data const& data, score_model const& how,
                                                                    lm::scores_report<explained_score> const& scores, instant as_of)
{
    constexpr int                                    weeks = 26;
    std::vector<std::pair<instant, explained_score>> made;
    auto const                                       highest = lm::highest(scores, 1);
    if (highest.empty()) return made;
    std::vector<activity> its;
    std::copy_if(data.activities.begin(), data.activities.end(), std::back_inserter(its),
                 [&](activity const& one) { return one.lead_id == highest[0].lead_id; });
    for (int i = weeks; i >= 0; --i) {
        instant const at = as_of - date::weeks{i};
        for (auto const& one : lm::scores{how.model, {.as_of = at}}.explained()(lm::ledgers(its))) made.emplace_back(at, one);
    }
    return made;
}

} // namespace

score_figures make_scores(export_data const& data, score_model const& how, std::string const& accepted, instant as_of)
{
    std::map<std::string, instant> accepted_at;
    for (auto const& one : data.changes)
        if (one.stage() == accepted && one.at() && *one.at() <= as_of) {
            auto const known = accepted_at.try_emplace(std::string{one.lead_id()}, *one.at()).first;
            known->second    = std::min(known->second, *one.at());
        }
    auto const when_accepted = [&](std::string const& lead) {
        auto const found = accepted_at.find(lead);
        return found == accepted_at.end() ? std::nullopt : std::optional{found->second};
    };

    std::map<std::string, std::int64_t> other;
    std::int64_t                        scored = 0;
    for (auto const& one : data.activities) how.kinds.contains(one.kind) ? ++scored : ++other[one.kind];

    auto const ledgers = lm::ledgers(data.activities);
    auto const metric  = lm::scores{how.model, {.as_of = as_of, .sales_ready = how.sales_ready, .cold_after = how.cold_after}}.explained();
    auto const scores  = metric(ledgers);

    // The model is evaluated with the past: the scores half a year ago of leads that had not bought then, and whether they have bought since.
    instant const         then = as_of - date::days{183};
    std::set<std::string> before, since;
    for (auto const& one : data.changes)
        if (one.stage() == data.pipeline.stages().back() && one.at() && *one.at() <= as_of)
            (*one.at() <= then ? before : since).insert(std::string{one.lead_id()});
    std::vector<activity> earlier;
    std::copy_if(data.activities.begin(), data.activities.end(), std::back_inserter(earlier),
                 [&](activity const& one) { return !before.contains(one.lead_id); });
    auto const past = lm::scores{how.model, {.as_of = then, .sales_ready = how.sales_ready}}(earlier);
    return {scores,
            lm::suggested_threshold{how.model, when_accepted}(ledgers),
            lm::evaluate(past, [&](std::string const& lead) { return since.contains(lead); }),
            settings_of(metric, scores),
            scored,
            {other.begin(), other.end()},
            history_of_highest(data, how, scores, as_of)};
}

namespace {

std::string reasons(std::vector<lm::score_part> const& parts)
{
    std::string out;
    for (auto const& part : parts) {
        out += fmt::format("{}{} {:+.1f}", out.empty() ? "" : ", ", part.name, part.points);
        if (part.activities > 1) out += fmt::format(" ({} times)", part.activities);
    }
    return out;
}

} // namespace

std::string score_text(score_figures const& all)
{
    auto const& scores = all.scores;
    std::string others;
    for (auto const& [kind, n] : all.not_scored) others += fmt::format("{}{} ({})", others.empty() ? "" : ", ", kind.empty() ? "(no kind)" : kind, n);
    if (all.scored == 0)
        return "SCORES\n  No rule of the model scores any activity, so there are no scores. Kinds of activities: "
               + (others.empty() ? "none" : others) + ".\n  Give --model FILE with rules for them.\n\n";
    std::string out = fmt::format("SCORES\n  {} with a score", count(scores.size(), "lead", "leads"));
    if (scores.threshold) out += fmt::format(", {} sales-ready at {:g}", scores.sales_ready, *scores.threshold);
    out += fmt::format(", {} cold.\n", scores.cold);
    if (auto const& s = all.suggested; s.threshold)
        out += fmt::format("  When sales accepted them, leads typically had {:.1f} (half of {} between {:.1f} and {:.1f}).\n", *s.threshold,
                           s.accepted - s.unscored, *s.lower, *s.upper);
    if (auto const& e = all.evaluation; e.roc_auc)
        out +=
            fmt::format("  Half a year ago it ranked those who have bought since with an area of {:.2f} under the curve; precision {}, recall {}.\n",
                        *e.roc_auc, percent(e.at_threshold.precision.value()), percent(e.at_threshold.recall.value()));
    if (!others.empty()) out += "  No rule scores: " + others + ".\n";
    out += "\n  Whom to call:\n";
    for (auto const& lead : lm::highest(scores, 5)) out += fmt::format("    {} {:.1f}: {}\n", lead.lead_id, lead.value, reasons(lead.parts));
    return out + '\n';
}

json score_json(json_pieces& of, score_figures const& all)
{
    json out                   = of(all.scores, false);
    out["settings"]            = all.settings;
    out["suggested_threshold"] = of(all.suggested);
    out["evaluation"]          = of(all.evaluation);
    out["scored_activities"]   = all.scored;
    out["not_scored"]          = of.counts(all.not_scored);
    out["highest"]             = json::array();
    for (auto const& lead : lm::highest(all.scores, all.scored == 0 ? 0 : 20)) out["highest"].push_back(of(lead));
    return out;
}

} // namespace crm
