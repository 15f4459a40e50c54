// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PIECES_OF_JSON_HPP
#define CRM_REPORT_PIECES_OF_JSON_HPP

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/proportion.hpp>

#include <nlohmann/json.hpp>

#include <optional>

namespace crm {

using json = nlohmann::ordered_json;

inline json number(std::optional<double> value) { return value ? json(*value) : json(nullptr); }
inline json time(std::optional<leadmetrics::seconds> length) { return length ? json(length->count()) : json(nullptr); }

inline json rate(leadmetrics::proportion const& p)
{
    json       out{{"hits", p.hits}, {"total", p.total}, {"value", number(p.value())}};
    auto const limits = p.interval();
    out["wilson95"]   = limits ? json{limits->low, limits->high} : json(nullptr);
    return out;
}

} // namespace crm

#endif
