// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_RESET_RULE_HPP
#define LEADMETRICS_SCORING_RESET_RULE_HPP

// Gives a lead that was closed and comes back a new start. Definitions, section 12.

#include <leadmetrics/scoring/rule.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A part of a model that resets the score. From the instant of a matching activity on, a lead's score comes from this and later activities alone;
/// limits on times and inactivity begin anew, and nothing counts as having raised the score yet. The past does not change: at an earlier instant the
/// lead has the score that it had, and `first_ready` is still the first time ever.
///
///     lm::scoring_model{lm::rule{…}, lm::reset_rule{"closed", [](activity const& a) { return a.what == kind::closed; }}}
template <class Condition>
class reset_rule {
public:
    reset_rule(std::string name, Condition condition) : condition_(std::move(condition))
    {
        terms_.name   = std::move(name);
        terms_.resets = true;
    }

    [[nodiscard]] static constexpr std::size_t size() noexcept { return 1; }
    template <class Visit>
    void each_terms(Visit&& visit) const
    {
        visit(terms_);
    }
    template <class Activity, class Visit>
    constexpr void each_match(Activity const& activity, std::size_t first, Visit&& visit) const
    {
        if (std::invoke(condition_, activity)) visit(first, detail::starts_anew{});
    }

private:
    Condition          condition_;
    detail::rule_terms terms_;
};

}} // namespace leadmetrics

#endif
