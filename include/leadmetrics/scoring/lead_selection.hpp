// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_LEAD_SELECTION_HPP
#define LEADMETRICS_SCORING_LEAD_SELECTION_HPP

// Which leads should sales call, which should be dropped, and which should be nurtured? Definitions, section 12.

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A share of all leads: `lm::highest(scores, lm::share{0.1})`. Refused: outside 0 … 1.
class share {
public:
    explicit share(double of_all) : of_all_(of_all)
    {
        if (!(of_all >= 0 && of_all <= 1)) detail::refuse("share", std::to_string(of_all), "give a part of the whole, 0 … 1");
    }
    /// Returns this share of `all`, rounded up: a tenth of 11 leads is 2. (A tenth of 10 is 1: rounding errors of the product do not count.)
    [[nodiscard]] std::size_t of(std::size_t all) const noexcept
    {
        return static_cast<std::size_t>(std::ceil(of_all_ * static_cast<double>(all) * (1 - 1e-15)));
    }

private:
    double of_all_;
};

namespace detail {

template <class Score, class Before>
std::vector<Score> best(std::vector<Score> scores, std::size_t n, Before const& before)
{
    auto const end = scores.begin() + static_cast<std::ptrdiff_t>((std::min)(n, scores.size()));
    std::partial_sort(scores.begin(), end, scores.end(), before);
    scores.erase(end, scores.end());
    return scores;
}

inline std::size_t number_of_leads(char const* setting, std::int64_t n)
{
    if (n < 0) refuse(setting, std::to_string(n), "give a number of leads, 0 or more");
    return static_cast<std::size_t>(n);
}
inline std::size_t part_of(share part, std::size_t all, char const*) { return part.of(all); }
inline std::size_t part_of(std::int64_t n, std::size_t, char const* setting) { return number_of_leads(setting, n); }

template <class Scores>
using score_of = typename Scores::value_type;

template <class Scores, class Keep>
std::vector<score_of<Scores>> those(Scores const& scores, Keep const& keep)
{
    std::vector<score_of<Scores>> result;
    std::copy_if(scores.begin(), scores.end(), std::back_inserter(result), keep);
    return result;
}

} // namespace detail

struct highest_fn {
    /// Returns the leads with the highest scores, the highest first, equal scores in the order of their ids. The second argument is a number of leads
    /// or a share of all. Returns fewer where there are fewer. Refused: a negative number. Complexity: n log k for k leads.
    template <class Scores, class Part>
        requires std::integral<Part> || std::same_as<Part, share>
    [[nodiscard]] auto operator()(Scores const& scores, Part part) const
    {
        return detail::best(std::vector<detail::score_of<Scores>>(scores.begin(), scores.end()), detail::part_of(part, scores.size(), "highest"),
                            [](auto const& a, auto const& b) { return a.value != b.value ? a.value > b.value : detail::by_lead{}(a, b); });
    }
};
inline constexpr highest_fn highest{};

struct lowest_fn {
    /// Returns the leads with the lowest scores, the lowest first; otherwise as `highest`.
    template <class Scores, class Part>
        requires std::integral<Part> || std::same_as<Part, share>
    [[nodiscard]] auto operator()(Scores const& scores, Part part) const
    {
        return detail::best(std::vector<detail::score_of<Scores>>(scores.begin(), scores.end()), detail::part_of(part, scores.size(), "lowest"),
                            [](auto const& a, auto const& b) { return a.value != b.value ? a.value < b.value : detail::by_lead{}(a, b); });
    }
};
inline constexpr lowest_fn lowest{};

struct qualified_fn {
    /// Returns the leads at or over a threshold, in the order of their ids: those to hand to sales. Refused: a threshold that is not finite.
    template <class Scores>
    [[nodiscard]] auto operator()(Scores const& scores, double threshold) const
    {
        if (!std::isfinite(threshold)) detail::refuse("qualified", std::to_string(threshold), "give a finite number of points");
        return detail::those(scores, [&](auto const& one) { return one.value >= threshold; });
    }
    /// Returns the leads that are sales-ready by the threshold of the scores.
    template <class Scores>
    [[nodiscard]] auto operator()(Scores const& scores) const
    {
        return detail::those(scores, [](auto const& one) { return one.sales_ready; });
    }
};
inline constexpr qualified_fn qualified{};

struct cold_leads_fn {
    /// Returns the leads that have gone cold, in the order of their ids: those to nurture. Empty where the scores were made without `cold_after`.
    template <class Scores>
    [[nodiscard]] auto operator()(Scores const& scores) const
    {
        return detail::those(scores, [](auto const& one) { return one.cold; });
    }
};
inline constexpr cold_leads_fn cold_leads{};

}} // namespace leadmetrics

#endif
