// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The promise that what a version saved, later ones load: tests/bytes has a saved summary of every metric, made of the records below. A file there
// is never changed. Where a metric is new, the program makes its file: LEADMETRICS_WRITE_BYTES=1 tests_laws "bytes of earlier versions".

#include "fixed_inputs.hpp"
#include "journey_families.hpp"
#include "subject.hpp"

#include "support/catch.hpp"

#include <leadmetrics/core/bytes.hpp>

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

using namespace leadmetrics_tests;

namespace {

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
