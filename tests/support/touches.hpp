// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_TOUCHES_HPP
#define LEADMETRICS_TESTS_SUPPORT_TOUCHES_HPP

// Generators of messy touches and deals: few leads, campaigns and instants, so that ties, duplicates and refunds are common. And a slow
// implementation of paths, directly from the definitions (section 13), which shares no code with the library.

#include "changes.hpp"

#include <leadmetrics/journey/path_window.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

using sys_hours = date::sys_time<std::chrono::hours>;

struct contact {
    std::string              lead_id; // if empty, the record belongs to no lead
    std::string              campaign;
    std::optional<sys_hours> at;
    std::string              medium;
};
struct deal {
    std::string                 lead_id;
    std::optional<sys_seconds>  at; // deliberately of another precision than touches
    std::optional<std::int64_t> amount;
    std::string                 event_id; // if empty, the record is never a duplicate
    std::string                 product;

    auto sort_key() const { return std::tuple{*at, lead_id, *amount}; }
};

inline std::ostream& operator<<(std::ostream& out, contact const& c)
{
    return out << "{\"" << c.lead_id << "\", \"" << c.campaign << "\", " << (c.at ? (*c.at - epoch).count() : -9999) << "h, " << c.medium << "}";
}
inline std::ostream& operator<<(std::ostream& out, deal const& d)
{
    return out << "{\"" << d.lead_id << "\", " << (d.at ? (*d.at - epoch).count() : -9999) << "s, " << d.amount.value_or(-99999) << ", \""
               << d.event_id << "\", " << d.product << "}";
}

inline sys_hours         hour(int n) { return sys_hours{date::floor<std::chrono::hours>(epoch)} + std::chrono::hours{n}; }
inline sys_seconds const deals_closed = hour(90);

/// A conversion with its path.
struct twin_path {
    std::string                                    lead;
    std::vector<std::pair<sys_hours, std::string>> touches;
    std::optional<deal>                            conversion; // empty: the path did not convert
    bool                                           refund = false;
};

struct twin_paths {
    std::vector<twin_path> all;
    std::int64_t           touches_used = 0, touch_duplicates = 0, touches_late = 0, deals_used = 0, deal_duplicates = 0, deals_late = 0;
};

inline twin_paths twin_paths_of(std::vector<contact> const& touches, std::vector<deal> const& deals, leadmetrics::path_window const& window)
{
    twin_paths                                                         result;
    std::map<std::string, std::set<std::pair<sys_hours, std::string>>> by_lead;
    std::map<std::string, std::vector<deal>>                           deals_by_lead;
    for (contact const& c : touches) {
        if (c.lead_id.empty() || !c.at) continue;
        if (!by_lead[c.lead_id].insert({*c.at, c.campaign}).second) ++result.touch_duplicates;
    }
    for (auto& [lead, its] : by_lead)
        for (auto it = its.begin(); it != its.end();) {
            bool const late = leadmetrics::instant{it->first} > *window.as_of;
            (late ? result.touches_late : result.touches_used) += 1;
            it = late ? its.erase(it) : std::next(it);
        }
    std::map<std::string, deal> by_id;
    std::vector<deal>           counted;
    for (deal const& d : deals) {
        if (d.lead_id.empty() || !d.at || !d.amount) continue;
        if (d.event_id.empty()) counted.push_back(d);
        else if (auto const [place, first] = by_id.try_emplace(d.event_id, d); !first) {
            ++result.deal_duplicates;
            if (d.sort_key() < place->second.sort_key()) place->second = d;
        }
    }
    for (auto const& [id, d] : by_id) counted.push_back(d);
    for (deal const& d : counted) {
        if (leadmetrics::instant{*d.at} > *window.as_of) ++result.deals_late;
        else ++result.deals_used, deals_by_lead[d.lead_id].push_back(d);
    }

    std::set<std::string> leads;
    for (auto const& [lead, its] : by_lead) leads.insert(lead);
    for (auto const& [lead, its] : deals_by_lead) leads.insert(lead);
    for (std::string const& lead : leads) {
        auto const& its = deals_by_lead[lead];
        auto const  add = [&](std::optional<deal> const& conversion, auto const& wanted) {
            twin_path path{lead, {}, conversion, conversion && *conversion->amount < 0};
            for (auto const& touch : by_lead[lead])
                if (wanted(touch.first) && !(window.collapse_repeats && !path.touches.empty() && path.touches.back().second == touch.second))
                    path.touches.push_back(touch);
            result.all.push_back(std::move(path));
        };
        std::optional<sys_seconds> last_sale;
        for (deal const& d : its) {
            if (*d.amount >= 0) last_sale = last_sale ? std::max(*last_sale, *d.at) : *d.at;
            sys_seconds at = *d.at;
            if (*d.amount < 0) { // a refund has the path of the latest sale at or before it
                std::optional<sys_seconds> sale;
                for (deal const& other : its)
                    if (*other.amount >= 0 && *other.at <= *d.at && (!sale || *other.at > *sale)) sale = *other.at;
                if (sale) at = *sale;
            }
            std::optional<sys_seconds> previous;
            for (deal const& other : its)
                if (*other.amount >= 0 && *other.at < at && (!previous || *other.at > *previous)) previous = *other.at;
            add(d, [&](sys_hours touch) {
                if (touch > at) return false;
                if (window.cut_at_conversions && previous && touch <= *previous) return false;
                return !window.lookback || leadmetrics::instant{touch} >= leadmetrics::instant{at} - *window.lookback;
            });
        }
        add(std::nullopt, [&](sys_hours touch) { return !last_sale || touch > *last_sale; });
    }
    return result;
}

} // namespace leadmetrics_tests

namespace rc {

template <>
struct Arbitrary<leadmetrics_tests::contact> {
    static auto arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const at = gen::map(gen::inRange(0, 100), [](int n) { return std::optional{hour(n)}; });
        return gen::build<contact>(
            gen::set(&contact::lead_id, gen::element<std::string>("a", "b", "c", "d", "a lead whose id is longer than any key", "")),
            gen::set(&contact::campaign, gen::element<std::string>("ads", "mail", "fair", "direct", "")),
            gen::set(&contact::at, gen::weightedOneOf<std::optional<sys_hours>>({{12, at}, {1, gen::just(std::optional<sys_hours>{})}})),
            gen::set(&contact::medium, gen::element<std::string>("web", "phone")));
    }
};

template <>
struct Arbitrary<leadmetrics_tests::deal> {
    static auto arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const whole   = gen::map(gen::inRange(0, 100), [](int n) { return std::optional<sys_seconds>{hour(n)}; });
        auto const between = gen::map(gen::inRange(0, 360'000), [](int n) { return std::optional<sys_seconds>{hour(0) + std::chrono::seconds{n}}; });
        auto const amount  = gen::map(gen::inRange<std::int64_t>(-1000, 10000), [](std::int64_t n) { return std::optional{n}; });
        return gen::build<deal>(
            gen::set(&deal::lead_id, gen::element<std::string>("a", "b", "c", "d", "a lead whose id is longer than any key", "")),
            gen::set(&deal::at,
                     gen::weightedOneOf<std::optional<sys_seconds>>({{9, whole}, {3, between}, {1, gen::just(std::optional<sys_seconds>{})}})),
            gen::set(&deal::amount, gen::weightedOneOf<std::optional<std::int64_t>>({{9, amount}, {1, gen::just(std::optional<std::int64_t>{})}})),
            gen::set(&deal::event_id, gen::element<std::string>("", "", "", "1", "2")),
            gen::set(&deal::product, gen::element<std::string>("crm", "mailer")));
    }
};

} // namespace rc

#endif
