// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_LAWS_FIXED_INPUTS_HPP
#define LEADMETRICS_TESTS_LAWS_FIXED_INPUTS_HPP

// Records that are the same on every machine.

#include "inputs.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace leadmetrics_tests {

/// Numbers that every machine has: no distribution of a standard library.
class fixed_numbers {
public:
    int operator()(int below)
    {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(below));
    }

private:
    std::uint64_t state_ = 20240229;
};

inline std::string const names[] = {"web", "fair", "", "mail \"x\""};

inline journey_input fixed_journeys(int percent = 100)
{
    fixed_numbers       any;
    std::vector<change> all;
    for (int i = 0; i != 9 * percent; ++i) { // more durations than one block holds
        change one{any(300), static_cast<phase>(any(7)), {}, names[any(4)], {}};
        if (any(20) != 0) one.at = epoch + std::chrono::seconds{any(80 * 86400)};
        if (any(3) != 0) one.amount = any(100'000) - 500;
        all.push_back(one);
    }
    return journey_input{all};
}
inline path_input fixed_paths(int percent = 100)
{
    fixed_numbers        any;
    std::vector<contact> touches;
    std::vector<deal>    deals;
    auto const           lead = [&] { return "lead " + std::to_string(any(12)); };
    for (int i = 0; i != percent + percent / 5; ++i) {
        contact one{lead(), names[any(4)], {}, names[any(2)]};
        if (any(20) != 0) one.at = std::chrono::time_point_cast<std::chrono::hours>(deals_closed) - hours{any(200)};
        touches.push_back(one);
    }
    for (int i = 0; i != percent * 3 / 10; ++i) {
        deal one{lead(), {}, {}, any(4) == 0 ? "" : std::to_string(any(20)), names[any(2)]};
        if (any(20) != 0) one.at = std::chrono::time_point_cast<std::chrono::seconds>(deals_closed) - hours{any(180)};
        if (any(10) != 0) one.amount = any(100'000) - 9000;
        deals.push_back(one);
    }
    return path_input{touches, deals};
}
inline ledger_input fixed_ledgers(int percent = 100)
{
    fixed_numbers         any;
    std::vector<activity> all;
    for (int i = 0; i != percent + percent / 2; ++i) {
        activity one{any(20), any(4), {}, static_cast<double>(any(8)) / 8, names[any(2)]};
        if (any(20) != 0) one.at = at_hour(any(300));
        all.push_back(one);
    }
    return ledger_input{all};
}
inline cash_flow_input fixed_cash(int percent = 100)
{
    fixed_numbers any;
    auto const    flows = [&](int n) {
        std::vector<cash> all;
        for (int i = 0; i != n; ++i) {
            cash one{names[any(4)], {}, {}, any(3) == 0 ? std::to_string(any(20)) : ""};
            if (any(20) != 0) one.at = epoch + std::chrono::seconds{any(80 * 86400)};
            if (any(10) != 0) one.amount = any(100'000) - 9000;
            all.push_back(one);
        }
        return all;
    };
    auto costs = flows(percent * 4 / 10), revenues = flows(percent * 3 / 10);
    return cash_flow_input{costs, revenues};
}

} // namespace leadmetrics_tests

#endif
