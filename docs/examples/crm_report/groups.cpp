// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "groups.hpp"

#include "csv_file.hpp"
#include "stage_named.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// The group of a lead by its entry into a stage, and whether its records of this entry agree. Leads without an entry have a group of their own.
template <class Journey>
std::pair<std::string, bool> group_at_entry(Journey const& journey, std::size_t stage, instant as_of)
{
    std::string                       group;
    bool                              any = false, agree = true;
    decltype(journey.progress(as_of)) progress = journey.progress(as_of);
    if (progress.entered(stage))
        journey.each_record_of_entry(stage, progress.entry(stage), [&](change const& one) {
            agree = agree && (!any || one.group() == group);
            if (!any || one.group() < group) group = one.group();
            any = true;
        });
    return {any ? std::move(group) : "(no entry into " + journey.stages().stages()[stage] + ")", agree};
}

} // namespace

group_choice parse_group_choice(std::string const& text, lm::funnel<std::string> const& pipeline)
{
    if (text == "earliest") return {};
    if (text == "first-known") return {lm::key_from::earliest_known};
    if (text == "latest") return {lm::key_from::latest_record};
    std::string const entry = "entry:";
    if (!text.starts_with(entry)) throw input_error("--by-from: found \"" + text + "\", expected earliest, first-known, latest or entry:STAGE");
    auto const stage = text.substr(entry.size());
    stage_named("--by-from", stage, pipeline);
    return {lm::key_from::earliest_record, stage};
}

void choose_groups(export_data& data, group_choice const& choice, instant as_of)
{
    if (choice.entered.empty() && choice.from == lm::key_from::earliest_record) return;
    auto const stage      = data.pipeline.index_of(choice.entered);
    data.campaigns_called = data.group_name;
    if (stage) data.group_name += " at the entry into " + choice.entered;
    else data.group_name = (choice.from == lm::key_from::latest_record ? "latest " : "first known ") + data.group_name;
    data.warnings.push_back("leads are grouped by " + data.group_name
                            + ": a value that leads have only because they moved on makes their group look better than it is");

    std::unordered_map<std::string_view, std::string> groups;
    data.groups_differ = 0;
    for (auto const& journey : journeys_of(data)) {
        auto [group, agree] = stage ? group_at_entry(journey, *stage, as_of) : journey.key(&change::group, choice.from, as_of);
        *data.groups_differ += !agree;
        groups.emplace(journey.lead_id(), std::move(group));
    }
    for (change& one : data.changes)
        if (auto const found = groups.find(one.lead_id()); found != groups.end() && found->second != one.group())
            one = one.with(data.texts.value(details{found->second, one.value(), one.reason(), one.currency(), one.campaign()}));
}

} // namespace crm
