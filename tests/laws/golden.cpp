// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The promise that what a version saved, later ones load: tests/bytes has a saved summary of every metric, made of the records below. A file there
// is never changed. Where a metric is new, the program makes its file: LEADMETRICS_WRITE_BYTES=1 tests_laws "bytes of earlier versions".

#include "inputs.hpp"
#include "journey_families.hpp"
#include "subject.hpp"

#include "support/catch.hpp"

#include <leadmetrics/core/bytes.hpp>

#include <cctype>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

using namespace leadmetrics_tests;

namespace {

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

std::string const names[] = {"web", "fair", "", "mail \"x\""};

journey_input fixed_journeys()
{
    fixed_numbers       any;
    std::vector<change> all;
    for (int i = 0; i != 900; ++i) { // more durations than one block holds
        change one{any(300), static_cast<phase>(any(7)), {}, names[any(4)], {}};
        if (any(20) != 0) one.at = epoch + std::chrono::seconds{any(80 * 86400)};
        if (any(3) != 0) one.amount = any(100'000) - 500;
        all.push_back(one);
    }
    return journey_input{all};
}
path_input fixed_paths()
{
    fixed_numbers        any;
    std::vector<contact> touches;
    std::vector<deal>    deals;
    auto const           lead = [&] { return "lead " + std::to_string(any(12)); };
    for (int i = 0; i != 120; ++i) {
        contact one{lead(), names[any(4)], {}, names[any(2)]};
        if (any(20) != 0) one.at = std::chrono::time_point_cast<std::chrono::hours>(deals_closed) - hours{any(200)};
        touches.push_back(one);
    }
    for (int i = 0; i != 30; ++i) {
        deal one{lead(), {}, {}, any(4) == 0 ? "" : std::to_string(any(20)), names[any(2)]};
        if (any(20) != 0) one.at = std::chrono::time_point_cast<std::chrono::seconds>(deals_closed) - hours{any(180)};
        if (any(10) != 0) one.amount = any(100'000) - 9000;
        deals.push_back(one);
    }
    return path_input{touches, deals};
}
ledger_input fixed_ledgers()
{
    fixed_numbers         any;
    std::vector<activity> all;
    for (int i = 0; i != 150; ++i) {
        activity one{any(20), any(4), {}, static_cast<double>(any(8)) / 8, names[any(2)]};
        if (any(20) != 0) one.at = at_hour(any(300));
        all.push_back(one);
    }
    return ledger_input{all};
}
cash_flow_input fixed_cash()
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
    auto costs = flows(40), revenues = flows(30);
    return cash_flow_input{costs, revenues};
}

std::string file_of(std::string const& kind, std::string const& name)
{
    std::string plain = kind;
    for (char const c : name) {
        if (std::isalnum(static_cast<unsigned char>(c))) plain += c;
        else if (plain.back() != '_') plain += '_';
    }
    while (plain.back() == '_') plain.pop_back();
    return std::string{LEADMETRICS_BYTES} + "/" + plain + ".lmsum";
}

void keeps_the_promise(std::string const& kind, std::vector<law_family> const& families, law_input const& input)
{
    std::set<std::string> seen;
    for (law_family const& family : families) {
        law_subject const& subject = *family.front();
        std::string const  file    = file_of(kind, subject.name);
        INFO(file);
        CHECK(seen.insert(file).second);
        auto const summary = subject.summarize(input);
        if (std::getenv("LEADMETRICS_WRITE_BYTES") != nullptr && !std::ifstream{file}) std::ofstream{file, std::ios::binary} << subject.save(summary);
        std::ifstream     in{file, std::ios::binary};
        std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
        auto const        loaded = subject.load(bytes);
        CHECK(loaded == summary);
        CHECK(subject.finish(loaded) == subject.report(input));
        CHECK(subject.save(summary) == bytes);
    }
}

} // namespace

TEST_CASE("bytes of earlier versions are loaded, and the same summaries are still saved as the same bytes")
{
    keeps_the_promise("journeys_", journey_families(), fixed_journeys());
    keeps_the_promise("paths_", path_families(), fixed_paths());
    keeps_the_promise("ledgers_", ledger_families(), fixed_ledgers());
    keeps_the_promise("cash_flows_", cash_flow_families(), fixed_cash());
}
