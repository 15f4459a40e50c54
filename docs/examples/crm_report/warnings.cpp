// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "warnings.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace crm {

namespace {

std::string small(std::string text)
{
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// The stages of a pipeline, and those that mean lost.
std::vector<std::string> all_stages(leadmetrics::funnel<std::string> const& pipeline)
{
    auto all = pipeline.stages();
    all.insert(all.end(), pipeline.lost().begin(), pipeline.lost().end());
    return all;
}

} // namespace

void warn_of_unknown_stages(export_data& data)
{
    std::unordered_map<std::string const*, std::int64_t> texts; // each text is stored once
    for (change const& one : data.changes) ++texts[&one.stage()];
    std::map<std::string, std::int64_t> words;
    for (auto const& [text, n] : texts) words[*text] += n;
    auto const stages = all_stages(data.pipeline);
    for (auto const& [word, n] : words) {
        if (n * 100 <= static_cast<std::int64_t>(data.changes.size()) || std::find(stages.begin(), stages.end(), word) != stages.end()) continue;
        auto const like = std::find_if(stages.begin(), stages.end(), [&](std::string const& stage) { return small(stage) == small(word); });
        data.warnings.push_back(
            fmt::format("{} of {} records are at \"{}\", which is none of the stages{}; name the stages in their order by --stages, and those that "
                        "mean lost by --lost",
                        n, data.changes.size(), word, like == stages.end() ? "" : fmt::format(" (\"{}\" is: capitals matter)", *like)));
    }
}

void warn_of_missing_currencies(export_data& data)
{
    std::string  named;
    std::int64_t without = 0, all = 0;
    auto const   see = [&](std::string const& currency) {
        ++all;
        if (currency.empty()) ++without;
        else if (named.empty()) named = currency;
    };
    for (change const& one : data.changes)
        if (one.value().value_or(0) != 0) see(one.currency());
    for (cost const& one : data.costs)
        if (one.amount.value_or(0) != 0) see(one.currency);
    if (!named.empty() && without != 0)
        data.warnings.push_back(fmt::format("{} of {} amounts name no currency: they are added up with those in {}", without, all, named));
}

void warn_of_the_future(export_data& data, instant now)
{
    // The close of a deal is the last instant of its day, and a day begins earlier in the east.
    if (auto const last = latest(data); last && *last > now + date::days{2})
        data.warnings.push_back(fmt::format("the latest time in the data, {}, lies in the future, and the books are closed then; give --as-of",
                                            date::format("%F", *last)));
}

} // namespace crm
