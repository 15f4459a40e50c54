// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_CROSSING_HPP
#define LEADMETRICS_SCORING_CROSSING_HPP

#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

enum class crossing_kind {
    sales_ready,     ///< reached the threshold
    no_longer_ready, ///< fell below it
    cold,            ///< nothing had raised its score for so long
    warm             ///< something raised the score of a lead that was cold
};

/// A lead crossed a line.
template <class Id, class Time>
struct crossing {
    Id            lead_id{};
    crossing_kind what = crossing_kind::sales_ready;
    Time          at{}; ///< the first instant of the records' precision at which it was so

    friend bool operator==(crossing const&, crossing const&) = default;
};

}} // namespace leadmetrics

#endif
