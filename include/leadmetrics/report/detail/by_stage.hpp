// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_BY_STAGE_HPP
#define LEADMETRICS_REPORT_DETAIL_BY_STAGE_HPP

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <functional>
#include <string>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns the part of a report whose `of` is a stage. Throws std::out_of_range where there is none (ends in `refused_setting` where exceptions are
/// off). Complexity: linear in the parts.
template <class Part, class Stage>
Part const& by_stage(std::vector<Part> const& parts, Stage Part::* of, Stage const& stage, char const* asked)
{
    for (Part const& one : parts)
        if (std::invoke(of, one) == stage) return one;
    absent(std::string{asked} + "(" + spell(stage) + "): this report has none for that stage");
}

}}} // namespace leadmetrics::detail

#endif
