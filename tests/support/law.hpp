// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_LAW_HPP
#define LEADMETRICS_TESTS_SUPPORT_LAW_HPP

#include "catch.hpp"

#include <rapidcheck.h>

#include <string>
#include <utility>

namespace leadmetrics_tests {

/// Checks a law on random input. The test fails with the smallest input found that breaks the law.
template <class Law>
void holds(std::string const& law, Law&& on_random_input)
{
    INFO(law);
    CHECK(rc::check(law, std::forward<Law>(on_random_input)));
}

} // namespace leadmetrics_tests

#endif
