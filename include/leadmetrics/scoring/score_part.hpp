// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORE_PART_HPP
#define LEADMETRICS_SCORING_SCORE_PART_HPP

// Why is a lead's score what it is? Definitions, section 12.

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

enum class score_part_kind {
    rule,        ///< what a rule contributes, after decay and within its own limits
    group_limit, ///< points of a group of rules beyond its limit, as a negative number
    inactivity,  ///< points taken off for inactivity
    floor,       ///< points added to reach the floor
    ceiling      ///< points taken off to stay at the ceiling
};
[[nodiscard]] constexpr char const* name_of(score_part_kind kind) noexcept
{
    constexpr char const* names[] = {"rule", "group_limit", "inactivity", "floor", "ceiling"};
    return names[static_cast<int>(kind)];
}

/// One reason for a score. The points of all parts add up to the score.
struct score_part {
    score_part_kind kind = score_part_kind::rule;
    std::string     name;           ///< name of the rule or the group; else the kind
    double          points     = 0; ///< as of the instant of the score; negative where points are taken off
    std::int64_t    activities = 0; ///< number of activities that counted within the rule's limit on times; 0 for other kinds

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.kind, self.name, self.points, self.activities);
    }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"kind", name_of(self.kind)}, figure{"name", self.name}, figure{"points", self.points},
                          figure{"activities", self.activities}};
    }
    friend bool operator==(score_part const&, score_part const&) = default;
};

/// A score and its parts: the rules that counted an activity, in the order of the model, then group limits, inactivity, floor or ceiling.
template <class Score>
struct explained_score : Score {
    std::vector<score_part> parts;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tuple_cat(Score::members(self), std::tie(self.parts));
    }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple_cat(Score::figures(self), std::tuple{figure{"parts", self.parts}});
    }
    friend bool operator==(explained_score const&, explained_score const&) = default;
};

}} // namespace leadmetrics

#endif
