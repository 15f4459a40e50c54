// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORE_PART_HPP
#define LEADMETRICS_SCORING_SCORE_PART_HPP

// Why is a lead's score what it is? Definitions, section 12.

#include <cstdint>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace v0_1 {

enum class score_part_kind {
    rule,        ///< what a rule contributes, after decay and within its own limits
    group_limit, ///< what a group of rules gave beyond its limit, taken off again
    inactivity,  ///< points off for it
    floor,       ///< what was put on to reach it
    ceiling      ///< what was taken off to keep it
};

/// One reason for a score. The points of all parts add up to the score.
struct score_part {
    score_part_kind kind = score_part_kind::rule;
    std::string     name;           ///< of the rule or the group
    double          points     = 0; ///< as of the instant of the score; below 0 where they take off
    std::int64_t    activities = 0; ///< that counted within the rule's limit on times; 0 for what is no rule

    friend bool operator==(score_part const&, score_part const&) = default;
};

/// A score and what it is made of: the rules that counted an activity in the order of the model, then limits, inactivity, floor or ceiling.
template <class Score>
struct explained_score : Score {
    std::vector<score_part> parts;

    friend bool operator==(explained_score const&, explained_score const&) = default;
};

}} // namespace leadmetrics

#endif
