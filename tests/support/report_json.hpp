// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_REPORT_JSON_HPP
#define LEADMETRICS_TESTS_SUPPORT_REPORT_JSON_HPP

// Finds what stands in the JSON of reports.

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>

namespace leadmetrics_tests {

/// The value of a key, or of the window that begins with it: "2024-03" for that month.
inline nlohmann::json value_of(nlohmann::json const& list, std::string const& key)
{
    for (auto const& one : list) {
        if (one.contains("key") && one["key"] == key) return one["value"];
        if (one.contains("window") && one["window"].get<std::string>().rfind(key, 0) == 0) return one["value"];
    }
    throw std::out_of_range("there is no " + key + " in " + list.dump());
}

/// The share of a curve within so many days.
inline nlohmann::json within(nlohmann::json const& curve, int days)
{
    for (auto const& one : curve["within"])
        if (one["seconds"] == days * 86400) return one;
    throw std::out_of_range("there are no " + std::to_string(days) + " days in " + curve["within"].dump());
}

} // namespace leadmetrics_tests

#endif
