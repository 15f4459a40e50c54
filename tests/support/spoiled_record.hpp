// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_SPOILED_RECORD_HPP
#define LEADMETRICS_TESTS_SUPPORT_SPOILED_RECORD_HPP

#include <leadmetrics/core/time.hpp>

#include <range/v3/view/transform.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace leadmetrics_tests {

/// A record that can be all kinds of records. Its members are spoiled when it is destroyed, so that whoever looks at them afterwards is found out.
struct spoiled_record {
    std::string       lead_id, campaign, event_id, source;
    int               stage = 0, kind = 0;
    date::sys_seconds at{};
    std::int64_t      amount = 0;

    spoiled_record()                                 = default;
    spoiled_record(spoiled_record const&)            = default;
    spoiled_record& operator=(spoiled_record const&) = default;
    ~spoiled_record()
    {
        for (std::string* text : {&lead_id, &campaign, &event_id, &source})
            for (char& c : *text) const_cast<char volatile&>(c) = '?';
        for (int* number : {&stage, &kind}) const_cast<int volatile&>(*number) = -7;
        const_cast<std::int64_t volatile&>(amount) = -7;
        at                                         = {};
    }
};

/// Random records: few leads, campaigns and instants, ids that many share. Texts are long, so that they are no part of the record itself.
inline std::vector<spoiled_record> spoiled_records(std::uint32_t seed, std::size_t n)
{
    std::uint64_t state  = seed;
    auto const    choose = [&](std::uint64_t of) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return (state >> 33) % of;
    };
    auto const                  text = [&](char const* what, std::uint64_t of) { return std::string(30, '-') + what + std::to_string(choose(of)); };
    std::vector<spoiled_record> all;
    for (std::size_t i = 0; i != n; ++i) {
        auto& one    = all.emplace_back();
        one.lead_id  = choose(20) == 0 ? std::string{} : text("lead", 12);
        one.campaign = text("campaign", 4);
        one.event_id = choose(3) == 0 ? std::string{} : text("event", n);
        one.source   = text("source", 3);
        one.stage    = static_cast<int>(choose(4));
        one.kind     = static_cast<int>(choose(3));
        one.at       = date::sys_seconds{std::chrono::seconds{1'704'067'200 + 3600 * static_cast<std::int64_t>(choose(3000))}};
        one.amount   = static_cast<std::int64_t>(choose(10'000)) - 500;
    }
    return all;
}

/// The same records, each made when it is asked for.
inline auto made_on_access(std::vector<spoiled_record> const& all)
{
    return all | ranges::views::transform([](spoiled_record const& one) { return one; });
}

} // namespace leadmetrics_tests

#endif
