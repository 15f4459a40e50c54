// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_DETAIL_ANY_DECAY_HPP
#define LEADMETRICS_SCORING_DETAIL_ANY_DECAY_HPP

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/decay.hpp>
#include <leadmetrics/scoring/detail/half_life_weights.hpp>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// Any decay. Exponential decay is told apart, because its sums need no memory of their terms; so is none. Copies share the tables.
class any_decay {
public:
    any_decay() = default; // none
    template <leadmetrics::decay Decay>
        requires(!std::is_same_v<Decay, any_decay>)
    explicit any_decay(Decay how)
    {
        if constexpr (std::is_same_v<Decay, half_life>) weights_ = std::make_shared<half_life_weights const>(how.length());
        else if constexpr (!std::is_same_v<Decay, no_decay>) left_ = std::move(how);
    }

    /// Whether the terms of a sum must be remembered.
    [[nodiscard]] bool remembers() const noexcept { return static_cast<bool>(left_); }
    /// Of exponential decay; else null.
    [[nodiscard]] half_life_weights const* weights() const noexcept { return weights_.get(); }

    /// What is left after so long.
    [[nodiscard]] double operator()(seconds age) const { return left_ ? left_(age) : weights_ ? weights_->computed(age.count()) : 1; }

    /// Writes it into a settings_text or its like: a function of the caller's own by what it leaves after a day, a week, 30 and 365 days.
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

    /// Whether sums under both can be one. Of functions nothing is known.
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
