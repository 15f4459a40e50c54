// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_OUTLIVES_HPP
#define LEADMETRICS_CORE_DETAIL_OUTLIVES_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A range that can be read later, after the call: a container that is an lvalue, or a view.
template <class Range>
concept outlives = ranges::viewable_range<Range>
                   || unsatisfied<"the records are not copied and must outlive the journeys: give the container a name", std::remove_cvref_t<Range>>;

}}} // namespace leadmetrics::detail

#endif
