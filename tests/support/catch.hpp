// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_CATCH_HPP
#define LEADMETRICS_TESTS_SUPPORT_CATCH_HPP

// Includes Catch2 3 where it is installed, else Catch2 2.13.

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
namespace leadmetrics_tests {
inline auto says(std::string const& text) { return Catch::Matchers::ContainsSubstring(text); }
using Catch::Approx;
} // namespace leadmetrics_tests
#else
#include <catch2/catch.hpp>
namespace leadmetrics_tests {
inline auto says(std::string const& text) { return Catch::Matchers::Contains(text); }
using Catch::Detail::Approx;
} // namespace leadmetrics_tests
#endif

#endif
