// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_LAWS_JOURNEY_FAMILIES_HPP
#define LEADMETRICS_TESTS_LAWS_JOURNEY_FAMILIES_HPP

#include "subject.hpp"

#include <vector>

namespace leadmetrics_tests {

std::vector<law_family> journey_reports();
std::vector<law_family> journey_combinations();

} // namespace leadmetrics_tests

#endif
