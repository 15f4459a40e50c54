// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_INCIDENCE_TEST_HPP
#define LEADMETRICS_STATS_INCIDENCE_TEST_HPP

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/stats/chi_square.hpp>
#include <leadmetrics/stats/detail/quadratic_form.hpp>
#include <leadmetrics/stats/incidence.hpp>
#include <leadmetrics/stats/samples.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Do groups of leads move on alike? What test_incidences returns.
struct incidence_test {
    std::optional<double> statistic;              ///< chi-square; empty where the data do not tell (definitions, section 15)
    int                   degrees_of_freedom = 0; ///< groups in the test - 1
    std::optional<double> p;                      ///< how likely a statistic at least this large is, if all groups move alike
    std::int64_t          left_out    = 0;        ///< groups of which nobody was at risk when anybody moved
    bool                  is_log_rank = false;    ///< whether nobody was lost, so that the test is the log-rank test; else it is Gray's

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"statistic", self.statistic}, figure{"degrees_of_freedom", self.degrees_of_freedom}, figure{"p", self.p},
                          figure{"left_out", self.left_out}, figure{"is_log_rank", self.is_log_rank}};
    }
    friend bool operator==(incidence_test const&, incidence_test const&) = default;
};

namespace detail {

/// Goes through the times of several groups at once.
class grouped_times {
public:
    explicit grouped_times(std::vector<incidence_times> const& groups)
    {
        for (auto const& one : groups) {
            all_.push_back({samples::ascending{one.moved}, samples::ascending{one.lost}, samples::ascending{one.waiting}});
            at_risk.push_back(one.moved.size() + one.lost.size() + one.waiting.size());
        }
        moved.resize(groups.size());
        lost.resize(groups.size());
        censored_.resize(groups.size());
    }
    /// Takes the next time at which anybody moved or was lost: before it, those who were censored earlier leave. False at the end.
    [[nodiscard]] bool next()
    {
        for (;;) {
            for (std::size_t i = 0; i != all_.size(); ++i) at_risk[i] -= moved[i] + lost[i] + censored_[i];
            std::int64_t time = INT64_MAX;
            bool         any  = false;
            for (auto const& one : all_) {
                time = (std::min)({time, one.moved.value(), one.lost.value(), one.waiting.value()});
                any  = any || !one.moved.done() || !one.lost.done() || !one.waiting.done();
            }
            std::int64_t events = 0;
            for (std::size_t i = 0; i != all_.size(); ++i) {
                moved[i]     = any ? all_[i].moved.take(time) : 0;
                lost[i]      = any ? all_[i].lost.take(time) : 0;
                censored_[i] = any ? all_[i].waiting.take(time) : 0;
                events += moved[i] + lost[i];
            }
            if (!any || events != 0) return any;
        }
    }
    [[nodiscard]] static double sum(std::vector<std::int64_t> const& each)
    {
        double all = 0;
        for (std::int64_t const n : each) all += static_cast<double>(n);
        return all;
    }

    std::vector<std::int64_t> at_risk, moved, lost; ///< of each group, at the time

private:
    struct of_group {
        samples::ascending moved, lost, waiting;
    };
    std::vector<of_group>     all_;
    std::vector<std::int64_t> censored_;
};

/// The log-rank test with the hypergeometric variance (Mantel 1966; Kalbfleisch & Prentice 2002, section 1.5).
inline std::optional<double> log_rank_statistic(std::vector<incidence_times> const& groups)
{
    std::size_t const   k = groups.size();
    std::vector<double> excess(k);
    square_matrix       variance{k};
    for (grouped_times at{groups}; at.next();) {
        double const n = grouped_times::sum(at.at_risk), d = grouped_times::sum(at.moved);
        double const spread = n > 1 ? d * (n - d) / (n - 1) : 0;
        for (std::size_t i = 0; i != k; ++i) {
            double const share = static_cast<double>(at.at_risk[i]) / n;
            excess[i] += static_cast<double>(at.moved[i]) - d * share;
            for (std::size_t j = 0; j != k; ++j) variance(i, j) += spread * share * ((i == j ? 1.0 : 0.0) - static_cast<double>(at.at_risk[j]) / n);
        }
    }
    return quadratic_form(excess, variance);
}

/// Gray's test of the incidences of moving, with rho = 0 (Gray 1988, "A class of K-sample tests for comparing the cumulative incidence of a competing
/// risk", Annals of Statistics 16). A lead that was lost stays in its risk set, thinned as the censored ones are: each group has the weight
/// at risk × (1 - incidence before) / share left before. The score of a group is the moves it has above its part; its variance is that of
/// martingales of moving and of being lost, with the correction for ties that cmprsk has.
class gray_score {
public:
    explicit gray_score(std::size_t groups)
        : k_(groups), score_(groups), incidence_(groups), left_(groups, 1.0), later_{groups}, variance_{groups}, cross_{groups}, own_(groups)
    {
    }

    void add(grouped_times const& at)
    {
        double const        d = grouped_times::sum(at.moved);
        std::vector<double> n(k_), weight(k_), left(left_), incidence(incidence_);
        double              all = 0, thinned = 0;
        for (std::size_t i = 0; i != k_; ++i) {
            n[i] = static_cast<double>(at.at_risk[i]);
            if (n[i] == 0) continue;
            left[i] *= (n[i] - static_cast<double>(at.moved[i] + at.lost[i])) / n[i];
            incidence[i] += left_[i] * static_cast<double>(at.moved[i]) / n[i];
            weight[i] = n[i] / left_[i];
            all += weight[i];
            thinned += weight[i] * (1 - incidence_[i]);
        }
        double const  pooled = pooled_ + d / all;
        square_matrix now{k_}; // how a move of group j changes the score of group i at this time
        for (std::size_t i = 0; i != k_; ++i) {
            if (n[i] == 0) continue;
            for (std::size_t j = 0; j != k_; ++j) {
                if (n[j] == 0) continue;
                now(i, j) = weight[i] * ((i == j ? 1.0 : 0.0) - weight[j] / all);
                later_(i, j) += now(i, j) * d / (all * (1 - pooled_));
            }
            score_[i] += static_cast<double>(at.moved[i]) - d * weight[i] * (1 - incidence_[i]) / thinned;
        }
        for (std::size_t g = 0; g != k_; ++g) {
            double const behind = left[g] > 0 ? (1 - pooled) / left[g] : 0; // what an event now leaves to come
            if (n[g] != 0 && d > 0) {
                double const ties = d > 1 ? 1 - (d - 1) / (all * left_[g] - 1) : 1;
                spread(g, 1 - behind, ties * left_[g] * d / (all * n[g]), &now);
            }
            double const l = static_cast<double>(at.lost[g]);
            if (left[g] > 0 && l > 0) spread(g, -behind, (l > 1 ? 1 - (l - 1) / (n[g] - 1) : 1) * left_[g] * left_[g] * l / (n[g] * n[g]), nullptr);
        }
        groups_at_risk_ = std::count_if(at.at_risk.begin(), at.at_risk.end(), [](std::int64_t leads) { return leads > 0; });
        pooled_         = pooled;
        incidence_      = std::move(incidence);
        left_           = std::move(left);
    }
    /// Whether the pooled incidence has come to 1, and whether several groups were at risk then: what comes later would be divided by 0.
    [[nodiscard]] bool at_its_end() const noexcept { return pooled_ > 1 - 1e-9; }
    [[nodiscard]] bool undecided() const noexcept { return groups_at_risk_ > 1; }

    [[nodiscard]] std::optional<double> statistic() const
    {
        square_matrix whole = variance_;
        for (std::size_t i = 0; i != k_; ++i)
            for (std::size_t j = 0; j != k_; ++j)
                for (std::size_t g = 0; g != k_; ++g)
                    whole(i, j) += later_(i, g) * later_(j, g) * own_[g] + later_(i, g) * cross_(j, g) + later_(j, g) * cross_(i, g);
        return quadratic_form(score_, whole);
    }

private:
    /// Adds the variance of the events of a group: what they change now, less what they take from the share `reach` of all that is still to come.
    void spread(std::size_t g, double reach, double events, square_matrix const* now)
    {
        std::vector<double> change(k_);
        for (std::size_t i = 0; i != k_; ++i) change[i] = (now != nullptr ? (*now)(i, g) : 0) - reach * later_(i, g);
        for (std::size_t i = 0; i != k_; ++i) {
            cross_(i, g) += change[i] * reach * events;
            for (std::size_t j = 0; j != k_; ++j) variance_(i, j) += change[i] * change[j] * events;
        }
        own_[g] += reach * reach * events;
    }

    std::size_t         k_;
    std::vector<double> score_, incidence_, left_;
    square_matrix       later_, variance_, cross_;
    std::vector<double> own_;
    double              pooled_         = 0;
    std::int64_t        groups_at_risk_ = 0;
};

inline std::optional<double> gray_statistic(std::vector<incidence_times> const& groups)
{
    gray_score score{groups.size()};
    for (grouped_times at{groups}; at.next();) {
        score.add(at);
        if (!score.at_its_end()) continue;
        if (score.undecided()) return std::nullopt;
        break;
    }
    return score.statistic();
}

} // namespace detail

/// Tests whether the incidences of moving differ between groups more than by chance, from the times of each group in the same ticks: Gray's test, or
/// the log-rank test where nobody was lost (definitions, section 15). At equal times, moves and losses come before censorings. Groups of which nobody
/// was at risk when anybody moved are left out and counted. Complexity: times × groups², and sorting the times.
[[nodiscard]] inline incidence_test test_incidences(std::vector<incidence_times> groups)
{
    incidence_test result;
    for (auto& one : groups) one.settle();
    std::vector<bool> seen(groups.size());
    for (detail::grouped_times at{groups}; at.next();)
        if (detail::grouped_times::sum(at.moved) > 0)
            for (std::size_t i = 0; i != groups.size(); ++i) seen[i] = seen[i] || at.at_risk[i] > 0;
    std::vector<incidence_times> used;
    result.is_log_rank = true;
    for (std::size_t i = 0; i != groups.size(); ++i) {
        if (!seen[i]) {
            ++result.left_out;
            continue;
        }
        result.is_log_rank = result.is_log_rank && groups[i].lost.size() == 0;
        used.push_back(std::move(groups[i]));
    }
    if (used.size() < 2) return result;
    result.degrees_of_freedom = static_cast<int>(used.size()) - 1;
    result.statistic          = result.is_log_rank ? detail::log_rank_statistic(used) : detail::gray_statistic(used);
    if (result.statistic) result.p = chi_square_tail(*result.statistic, result.degrees_of_freedom);
    return result;
}

}} // namespace leadmetrics

#endif
