// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_NAMED_HPP
#define LEADMETRICS_CORE_NAMED_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <concepts>
#include <functional>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A function of a record that has a name. Made by `lm::named`.
template <class Projection>
struct named_projection {
    std::string name;
    Projection  projection;

    template <class Record>
        requires std::invocable<Projection const&, Record const&>
    constexpr decltype(auto) operator()(Record const& record) const
    {
        return std::invoke(projection, record);
    }
    template <class Sink>
    void describe(Sink& to) const
    {
        to.text(name);
    }
};

struct named_fn {
    /// Gives a name to a key, a reason or another function of a record: `lm::by(lm::named("source", &change::source), velocity)`.
    ///
    /// Settings are compared where summaries are merged or loaded (see lm::load). Two functions without a name can be told apart within one process
    /// only; in saved bytes, they are told apart by their place among the settings and by the type of what they return. Functions with names are told
    /// apart by these names everywhere, so the same name must always mean the same. Refused: an empty name.
    template <class Projection>
    [[nodiscard]] named_projection<Projection> operator()(std::string name, Projection projection) const
    {
        if (name.empty()) detail::refuse("named.name", "\"\"", "give the name by which the function is known in saved summaries");
        return {std::move(name), std::move(projection)};
    }
};
inline constexpr named_fn named{};

}} // namespace leadmetrics

#endif
