// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_COMPARISON_HPP
#define CRM_REPORT_COMPARISON_HPP

#include "figures.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace crm {

/// Of a thousand groups there are half a million pairs: people are shown the first of them, programs (JSON) have all.
constexpr std::size_t most_pairs = 50;

/// The places of the pairs that people are shown: those that differ least likely by chance, first.
std::vector<std::size_t> shown_pairs(leadmetrics::rate_comparison<std::string> const& all);

/// How many pairs differ by more than chance: Holm's p is below 0.05.
std::size_t pairs_that_differ(leadmetrics::rate_comparison<std::string> const& all);

/// What is said of pairs that are not shown; empty where all are.
std::string pairs_left_out(leadmetrics::rate_comparison<std::string> const& all);

std::string comparison_text(export_data const& data, all_figures const& all);

} // namespace crm

#endif
