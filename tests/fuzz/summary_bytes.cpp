// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Bytes of summaries: they are refused, or make a whole value.
#include "fuzz/require.hpp"
#include "laws/inputs.hpp"
#include "laws/journey_families.hpp"
#include "laws/subject.hpp"

#include <leadmetrics/core/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace leadmetrics_tests;
namespace lm = leadmetrics;

namespace {

/// A metric, and the bytes that stand before the content of its summaries.
struct target {
    std::shared_ptr<law_subject const> metric;
    std::string                        header;
};

std::vector<target> const& targets()
{
    static std::vector<target> const all = [] {
        static journey_input const   journeys{{}};
        static path_input const      paths{{}, {}};
        static ledger_input const    ledgers{{}};
        static cash_flow_input const cash{{}, {}};
        std::vector<target>          made;
        auto const                   add = [&](std::vector<law_family> const& families, law_input const& none) {
            for (law_family const& family : families) {
                auto const bytes   = family.front()->save(family.front()->zero(none));
                auto const content = lm::detail::saved_header::read(lm::detail::as_bytes(bytes), false).second;
                made.push_back({family.front(), bytes.substr(0, bytes.size() - content.size() - lm::detail::saved_header::checksum)});
            }
        };
        add(journey_families(), journeys);
        add(path_families(), paths);
        add(ledger_families(), ledgers);
        add(cash_flow_families(), cash);
        return made;
    }();
    return all;
}

void check(target const& one, std::string const& bytes)
{
    any_value loaded;
    try {
        loaded = one.metric->load(bytes);
    } catch (std::invalid_argument const&) {
        return;
    }
    require(one.metric->load(one.metric->save(loaded)) == loaded, "what was loaded can be saved and loaded");
    auto twice = loaded;
    one.metric->merge(twice, loaded);
    static_cast<void>(one.metric->save(twice)); // its counts may be larger than any that records have
    try {
        static_cast<void>(one.metric->finish(loaded));
    } catch (std::exception const&) { // sums beyond the range of their type
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const input{reinterpret_cast<char const*>(data), size};
    try {
        require(lm::describe(input).size <= size, "a summary has no more bytes than there are");
        for (target const& one : targets()) check(one, input);
    } catch (std::invalid_argument const&) {
    }
    if (size == 0) return 0;
    // The first byte chooses a metric; the others are the content of a summary, whose header and checksum are made right.
    target const& one   = targets()[static_cast<unsigned char>(input[0]) % targets().size()];
    std::string   bytes = one.header + input.substr(1);
    lm::detail::saved_header::seal(bytes);
    check(one, bytes);
    return 0;
}
