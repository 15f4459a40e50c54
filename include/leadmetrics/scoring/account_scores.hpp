// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_ACCOUNT_SCORES_HPP
#define LEADMETRICS_SCORING_ACCOUNT_SCORES_HPP

// How engaged is a company as a whole, when several of its people decide? For sales. Definitions, section 12.

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

// The ways to combine the scores of an account's leads: a function of the scores, sorted with the highest first. There are four below; a caller may
// give another.

/// The sum of all scores.
struct sum_of_all {
    [[nodiscard]] double operator()(std::vector<double> const& scores) const
    {
        exact_sum<double> sum;
        for (double const one : scores) sum.add(one);
        return sum.exact();
    }
};
/// The mean of all scores.
struct mean_of_all {
    [[nodiscard]] double operator()(std::vector<double> const& scores) const { return sum_of_all{}(scores) / static_cast<double>(scores.size()); }
};
/// The highest score.
struct highest_of_all {
    [[nodiscard]] double operator()(std::vector<double> const& scores) const { return scores.front(); }
};
/// The sum of the highest n: `lm::best_of{2}`. Refused: fewer than one.
class best_of {
public:
    explicit best_of(std::int64_t leads) : leads_(leads)
    {
        if (leads < 1) detail::refuse("best_of", std::to_string(leads), "give a number of leads, 1 or more");
    }
    [[nodiscard]] double operator()(std::vector<double> const& scores) const
    {
        auto const n = (std::min)(static_cast<std::size_t>(leads_), scores.size());
        return sum_of_all{}({scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(n)});
    }

private:
    std::int64_t leads_;
};

struct account_settings {
    std::optional<double> engaged_at{}; ///< a lead is engaged at or over this score; empty: above 0
};

struct account_score {
    double       value   = 0;
    std::int64_t leads   = 0; ///< leads of the account that have a score
    std::int64_t engaged = 0; ///< those of them that are engaged

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"value", self.value}, figure{"leads", self.leads}, figure{"engaged", self.engaged}};
    }
    friend constexpr bool operator==(account_score const&, account_score const&) = default;
};

struct account_scores_fn {
    /// Returns scores by account: `lm::account_scores(scores, account_of, lm::best_of{2}, {.engaged_at = 10})`. `account_of` returns the account of a
    /// lead id; a lead whose account is missing (an empty text, an empty optional) belongs to no account. The figures do not depend on the order of
    /// the leads. Refused: a threshold that is not finite. Complexity: n log n.
    template <class Scores, class AccountOf, class Combine>
        requires std::is_invocable_r_v<double, Combine const&, std::vector<double> const&>
    [[nodiscard]] auto operator()(Scores const& scores, AccountOf account_of, Combine combine, account_settings settings = {}) const
    {
        if (settings.engaged_at && !std::isfinite(*settings.engaged_at))
            detail::refuse("account_scores.engaged_at", std::to_string(*settings.engaged_at), "give a finite number of points");
        using account = detail::kept<decltype(std::invoke(account_of, scores.begin()->lead_id))>;
        std::map<account, std::vector<double>, std::less<>> values;
        for (auto const& one : scores) {
            auto of = detail::keep(std::invoke(account_of, one.lead_id));
            if (!detail::is_missing(of)) values[std::move(of)].push_back(one.value);
        }
        std::map<account, account_score, std::less<>> accounts;
        for (auto& [of, all] : values) {
            std::sort(all.begin(), all.end(), std::greater<>{});
            auto const engaged =
                std::count_if(all.begin(), all.end(), [&](double value) { return settings.engaged_at ? value >= *settings.engaged_at : value > 0; });
            accounts.emplace_hint(accounts.end(), of,
                                  account_score{combine(all), static_cast<std::int64_t>(all.size()), static_cast<std::int64_t>(engaged)});
        }
        return keyed<account, account_score>{std::move(accounts), account_score{}};
    }
};
inline constexpr account_scores_fn account_scores{};

}} // namespace leadmetrics

#endif
