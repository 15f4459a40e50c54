// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_ANY_DECAY_HPP
#define LEADMETRICS_SCORING_DETAIL_ANY_DECAY_HPP

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/decay.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>
#include <leadmetrics/version.hpp>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Holds any decay function. It treats half-life and no decay specially, because a sum under them needs no memory of its terms. Copies share the
/// tables.
class any_decay {
public:
    any_decay() = default; // no decay
    template <leadmetrics::decay Decay>
        requires(!std::is_same_v<Decay, any_decay>)
    explicit any_decay(Decay how)
    {
        if constexpr (std::is_same_v<Decay, half_life>) weights_ = std::make_shared<half_life_weights const>(how.length());
        else if constexpr (!std::is_same_v<Decay, no_decay>) left_ = std::move(how);
    }

    /// Whether the terms of a sum must be remembered.
    [[nodiscard]] bool remembers() const noexcept { return static_cast<bool>(left_); }
    /// The weights of exponential decay; null for any other.
    [[nodiscard]] half_life_weights const* weights() const noexcept { return weights_.get(); }

    /// Returns the share of points that is left at this age.
    [[nodiscard]] double operator()(seconds age) const { return left_ ? left_(age) : weights_ ? weights_->computed(age.count()) : 1; }

    /// Writes the decay into a sink such as settings_text. A caller's own function is described by what it leaves after 1, 7, 30 and 365 days.
    template <class Sink>
    void describe(Sink& to) const
    {
        if (weights_) {
            to.word("half_life ");
            to.real(weights_->half_life().count());
        } else if (left_) {
            to.word("function");
            for (int const days : {1, 7, 30, 365}) {
                to.word(" ");
                to.real(left_(std::chrono::duration<double, std::ratio<86400>>{days}));
            }
        } else to.word("none");
    }

    /// Whether points under both decays can be added up in one sum. False for all functions, as nothing is known of them.
    [[nodiscard]] friend bool same(any_decay const& a, any_decay const& b) noexcept
    {
        auto const length = [](any_decay const& one) { return one.weights_ ? one.weights_->half_life() : seconds{0}; };
        return !a.left_ && !b.left_ && length(a) == length(b);
    }

private:
    std::shared_ptr<half_life_weights const> weights_;
    std::function<double(seconds)>           left_;
};

}}} // namespace leadmetrics::detail

#endif
