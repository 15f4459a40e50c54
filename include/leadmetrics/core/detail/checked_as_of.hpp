// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_CHECKED_AS_OF_HPP
#define LEADMETRICS_CORE_DETAIL_CHECKED_AS_OF_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/version.hpp>

#include <optional>
#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the instant `as_of`, at which the books are closed. Refuses a metric for which it is not set: every metric that counts open
/// (undecided) leads needs it.
inline instant checked_as_of(std::string const& metric, std::optional<instant> const& as_of)
{
    if (!as_of) refuse(metric + ".as_of", "not set", "give the instant at which the books are closed");
    return *as_of;
}

}}} // namespace leadmetrics::detail

#endif
