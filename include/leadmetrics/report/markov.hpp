// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_MARKOV_HPP
#define LEADMETRICS_REPORT_MARKOV_HPP

// Which part of the conversions would be lost without a campaign? Definitions, section 13.

#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/report/detail/transition_counts.hpp>
#include <leadmetrics/stats/absorbing_chain.hpp>
#include <leadmetrics/stats/normal.hpp>
#include <leadmetrics/stats/quantiles.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct markov_settings {
    int    bootstrap = 0;    ///< number of bootstrap samples of the leads, for the limits of shares; 0: no limits. Refused: below 0, above 10 000
    double level     = 0.95; ///< confidence level of these limits. Refused: not between 0 and 1
};

/// A model for lm::attribution that looks at all paths, including those that did not convert. It gives credit by what would be lost without each
/// campaign. The order, `lm::markov{1}` to `lm::markov{4}`, is how many of the last campaigns the chain remembers. Refused: another order.
class markov {
public:
    using is_chain                    = void;
    static constexpr char const* name = "markov";

    explicit markov(int order = 1, markov_settings const& settings = {}) : order_(static_cast<unsigned>(order)), settings_(settings)
    {
        if (order < 1 || order > 4)
            detail::refuse(
                "markov.order", std::to_string(order),
                "there are chains of order 1 to 4: they remember so many campaigns, and with more hardly any row of campaigns is seen often enough to tell "
                "something; lm::markov_order tells which order the data bear");
        if (settings.bootstrap < 0 || settings.bootstrap > 10'000)
            detail::refuse("markov.bootstrap", std::to_string(settings.bootstrap), "give a number of samples, 0 to 10000");
        if (!(settings.level > 0 && settings.level < 1))
            detail::refuse("markov.level", std::to_string(settings.level), "give a level between 0 and 1, as in 0.95");
    }

    [[nodiscard]] unsigned    order() const noexcept { return order_; }
    [[nodiscard]] std::size_t replicates() const noexcept { return static_cast<std::size_t>(settings_.bootstrap); }
    [[nodiscard]] double      level() const noexcept { return settings_.level; }

    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
        detail::describe_setting(to, "order", order_);
        detail::describe_setting(to, "bootstrap", settings_.bootstrap);
        detail::describe_setting(to, "level", settings_.level);
    }

private:
    unsigned        order_;
    markov_settings settings_;
};

/// Figures of the chain of all paths.
struct markov_chain {
    int                   order       = 1;
    std::int64_t          paths       = 0;        ///< number of paths with touches
    std::int64_t          conversions = 0;        ///< those of them that converted
    std::optional<double> conversion_probability; ///< probability of conversion in the chain; empty without paths
    /// Whether all paths converted. Then the chain can only say how often a campaign is visited, not what it changes.
    bool only_conversions = false;

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"order", self.order}, figure{"paths", self.paths}, figure{"conversions", self.conversions},
                          figure{"conversion_probability", self.conversion_probability}, figure{"only_conversions", self.only_conversions}};
    }
    friend bool operator==(markov_chain const&, markov_chain const&) = default;
};

namespace detail {

/// The removal effect of each campaign, by its number, and the chain's probability of conversion.
struct removal_effects {
    std::vector<double>   of;
    std::optional<double> conversion;
};

/// Returns the removal effects by the counts of all leads (sample 0), or of a bootstrap sample (from 1 on).
template <class Campaign>
removal_effects removal_effects_of(transition_counts<Campaign> const& counts, std::size_t sample)
{
    using detail::uint128;
    std::vector<uint128> states;
    counts.each_transition([&](path_context const& context, event_code, std::int64_t const* times) {
        if (times[sample] != 0) states.push_back(context.codes());
    });
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    auto const number_of = [&](path_context const& context) {
        return static_cast<std::size_t>(std::lower_bound(states.begin(), states.end(), context.codes()) - states.begin());
    };

    removal_effects result{std::vector<double>(counts.campaigns().size()), std::nullopt};
    if (states.empty()) return result;
    std::vector<absorbing_chain::step> steps;
    counts.each_transition([&](path_context context, event_code next, std::int64_t const* times) {
        if (times[sample] == 0) return;
        std::size_t const from = number_of(context);
        context.push(next);
        std::size_t const to = next == transition_counts<Campaign>::converted ? absorbing_chain::converted
                               : next == transition_counts<Campaign>::lost    ? absorbing_chain::lost
                                                                              : number_of(context);
        steps.push_back({from, to, static_cast<double>(times[sample])});
    });
    absorbing_chain const chain{states.size(), number_of(path_context{counts.order()}), std::move(steps)};
    double const          conversion = chain.conversion();
    result.conversion                = conversion;
    if (conversion == 0) return result;

    // Above this number of states, factorisation (cubic) takes longer than one pass through the chain for each campaign.
    constexpr std::size_t factorised = 1500;
    if (counts.order() == 1 && states.size() <= factorised) {
        auto const visited = chain.visited_by_conversions();
        for (std::size_t s = 0; s != states.size(); ++s)
            if (event_code const code = path_context{1, states[s]}.code(0); code != path_context::none) result.of[code] = visited[s];
        return result;
    }
    std::vector<std::vector<std::size_t>> holding(result.of.size());
    for (std::size_t s = 0; s != states.size(); ++s) {
        path_context const context{counts.order(), states[s]};
        for (unsigned place = 0; place != counts.order(); ++place)
            if (event_code const code = context.code(place); code != path_context::none) holding[code].push_back(s);
    }
    for (std::size_t c = 0; c != holding.size(); ++c) {
        if (holding[c].empty()) continue;
        std::vector<bool> removed(states.size());
        for (std::size_t const s : holding[c]) removed[s] = true;
        result.of[c] = 1 - chain.conversion_without(removed) / conversion;
    }
    return result;
}

/// Returns each campaign's share of the sum of all removal effects; empty where the sum is 0.
inline std::optional<std::vector<double>> shares_of(removal_effects const& effects)
{
    double total = 0;
    for (double const effect : effects.of) total += effect;
    if (!(total > 0)) return std::nullopt;
    auto shares = effects.of;
    for (double& share : shares) share /= total;
    return shares;
}

/// Returns the limits of each campaign's share over the samples.
template <class Campaign>
std::vector<std::optional<interval>> share_limits_of(transition_counts<Campaign> const& counts, double level)
{
    std::vector<std::vector<double>> seen(counts.campaigns().size());
    for (std::size_t sample = 1; sample <= counts.samples(); ++sample)
        if (auto const shares = shares_of(removal_effects_of(counts, sample)))
            for (std::size_t c = 0; c != seen.size(); ++c) seen[c].push_back((*shares)[c]);
    std::vector<std::optional<interval>> limits(seen.size());
    for (std::size_t c = 0; c != seen.size(); ++c)
        if (!seen[c].empty()) limits[c] = interval{*quantile_of(seen[c], (1 - level) / 2), *quantile_of(seen[c], (1 + level) / 2)};
    return limits;
}

} // namespace detail

}} // namespace leadmetrics

#endif
