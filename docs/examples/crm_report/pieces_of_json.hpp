// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PIECES_OF_JSON_HPP
#define CRM_REPORT_PIECES_OF_JSON_HPP

#include <leadmetrics/render/json.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace crm {

using json = nlohmann::ordered_json;

/// Makes the pieces of a document, and counts the texts in it that were no UTF-8.
class json_pieces {
public:
    /// The figures of a report, or of a part of one.
    template <class Report>
    json operator()(Report const& report, bool list_leads = true)
    {
        json said = leadmetrics::to_json(report, leadmetrics::json_options<>{.list_leads = list_leads});
        replaced_ += said["replaced_texts"].get<std::int64_t>();
        return std::move(said["result"]);
    }
    json text(std::string const& one) { return (*this)(std::vector<std::string>{one})[0]; }
    json texts(std::vector<std::string> const& all) { return (*this)(all); }
    /// Names, and a number for each.
    json counts(std::vector<std::pair<std::string, std::int64_t>> const& all)
    {
        json out = json::object();
        for (auto const& [name, n] : all) out[text(name).get<std::string>()] = n;
        return out;
    }

    [[nodiscard]] std::int64_t replaced_texts() const noexcept { return replaced_; }

private:
    std::int64_t replaced_ = 0;
};

/// The figures of the reports that lm::together returns, each under a name, by key or window where they are.
template <class... Names>
json named_reports(json said, Names const&... names)
{
    if (said.is_object())
        for (char const* const list : {"by", "windows"}) {
            if (!said.contains(list)) continue;
            for (auto& one : said[list]) one["value"] = named_reports(std::move(one["value"]), names...);
        }
    if (said.is_object() && said.contains("undated")) said["undated"] = named_reports(std::move(said["undated"]), names...);
    if (!said.is_array()) return said;
    json        out;
    std::size_t i = 0;
    ((out[names] = std::move(said[i++])), ...);
    return out;
}

/// The settings of a metric, as its answers in JSON have them. (A report of millions of leads need not be written for that: an empty one says them,
/// too.)
template <class Metric, class Report>
std::string settings_of(Metric const& metric, Report const&)
{
    return leadmetrics::to_json(metric, Report{})["settings"];
}

} // namespace crm

#endif
