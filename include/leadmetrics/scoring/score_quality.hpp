// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORE_QUALITY_HPP
#define LEADMETRICS_SCORING_SCORE_QUALITY_HPP

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <tuple>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What became of the activities behind scores. Activities that no rule scores count as used, since a lead with any activity has a score.
struct score_quality : data_quality {
    std::int64_t clamped    = 0; ///< points from a share outside 0 … 1, computed with 0 or 1 instead
    std::int64_t not_finite = 0; ///< points that were NaN or infinite, counted as 0

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tuple_cat(data_quality::members(self), std::tie(self.clamped, self.not_finite));
    }
    constexpr score_quality& operator+=(score_quality const& other) noexcept
    {
        data_quality::operator+=(other);
        clamped += other.clamped;
        not_finite += other.not_finite;
        return *this;
    }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple_cat(data_quality::figures(self), std::tuple{figure{"clamped", self.clamped}, figure{"not_finite", self.not_finite}});
    }
    friend constexpr bool operator==(score_quality const&, score_quality const&) = default;
};

}} // namespace leadmetrics

#endif
