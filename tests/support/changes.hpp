// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_CHANGES_HPP
#define LEADMETRICS_TESTS_SUPPORT_CHANGES_HPP

// A generator of messy stage changes: few leads and few instants, so that ties, duplicates, re-entries, skips and disagreements are common.

#include <leadmetrics/journey/funnel.hpp>

#include <date/date.h>
#include <rapidcheck.h>

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

namespace leadmetrics_tests {

using date::days;
using date::sys_days;
using date::sys_seconds;
using namespace date::literals;
using namespace std::chrono_literals;

enum class phase { lead, mql, sql, won, rejected, junk, unheard_of };

struct change {
    int                         lead_id{};
    phase                       stage{};
    std::optional<sys_seconds>  at;
    std::string                 source;
    std::optional<std::int64_t> amount;

    auto        fields() const { return std::tie(lead_id, stage, at, source, amount); }
    friend bool operator==(change const& a, change const& b) { return a.fields() == b.fields(); }
    friend bool operator<(change const& a, change const& b) { return a.fields() < b.fields(); }
};

inline leadmetrics::funnel<phase> pipeline()
{
    return leadmetrics::funnel{phase::lead, phase::mql, phase::sql, phase::won}.lost_at(phase::rejected, phase::junk);
}

inline sys_days const epoch = 2024_y / 1 / 1;
/// The `as_of` of the tests: most messy instants lie before it, some after it.
inline sys_seconds const closing = epoch + days{70} + 7h;

inline std::ostream& operator<<(std::ostream& out, change const& c)
{
    out << '{' << c.lead_id << ", phase(" << static_cast<int>(c.stage) << "), ";
    if (c.at) out << "epoch + " << (*c.at - epoch).count() << "s, ";
    else out << "{}, ";
    out << '"' << c.source << "\", ";
    if (c.amount) out << *c.amount << '}';
    else out << "{}}";
    return out;
}

} // namespace leadmetrics_tests

namespace rc {

template <>
struct Arbitrary<leadmetrics_tests::change> {
    static Gen<leadmetrics_tests::change> arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const instant = gen::map(gen::inRange(0, 320), [](int quarter_days) { return std::optional<sys_seconds>{epoch + 6h * quarter_days}; });
        auto const fine    = gen::map(gen::inRange(0, 80 * 86400), [](int s) { return std::optional<sys_seconds>{epoch + std::chrono::seconds{s}}; });
        auto const stage   = gen::weightedElement<phase>(
            {{6, phase::lead}, {5, phase::mql}, {4, phase::sql}, {3, phase::won}, {2, phase::rejected}, {1, phase::junk}, {1, phase::unheard_of}});
        return gen::build<change>(
            gen::set(&change::lead_id, gen::inRange(0, 12)), gen::set(&change::stage, stage),
            gen::set(&change::at, gen::weightedOneOf<std::optional<sys_seconds>>(
                                      {{12, instant},
                                       {6, fine},
                                       {1, gen::just(std::optional<sys_seconds>{})},
                                       {1, gen::element(std::optional{sys_seconds::min()}, std::optional{sys_seconds::max()})}})),
            gen::set(&change::source, gen::element<std::string>("web", "ppc", "fair")),
            gen::set(&change::amount, gen::weightedOneOf<std::optional<std::int64_t>>(
                                          {{3, gen::map(gen::inRange<std::int64_t>(-1000, 100000), [](std::int64_t x) { return std::optional{x}; })},
                                           {1, gen::just(std::optional<std::int64_t>{})}})));
    }
};

} // namespace rc

#endif
