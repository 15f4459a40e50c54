// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_LAWS_LAWS_HPP
#define LEADMETRICS_TESTS_LAWS_LAWS_HPP

#include "subject.hpp"

#include <cstdint>
#include <vector>

namespace leadmetrics_tests {

/// The laws of summaries, on one input: parts in any order, one element after another, and a summary added to itself. RC_ASSERTs.
void keeps_laws_of_summaries(law_subject const& subject, law_input const& input, std::uint32_t seed);

/// No two metrics of a family take each other's summaries: merging, adding and finishing are refused, with the settings of both, and what was
/// refused has changed nothing. RC_ASSERTs.
void refuses_foreign_summaries(law_family const& family, law_input const& input);

} // namespace leadmetrics_tests

#endif
