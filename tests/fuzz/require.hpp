// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_FUZZ_REQUIRE_HPP
#define LEADMETRICS_TESTS_FUZZ_REQUIRE_HPP

#include <cstdio>
#include <cstdlib>

namespace leadmetrics_tests {

/// A law that holds for any input: the fuzzer keeps the input that breaks it.
inline void require(bool holds, char const* law)
{
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", law);
    std::abort();
}

} // namespace leadmetrics_tests

#endif
