// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_PRINT_QUALITY_HPP
#define LEADMETRICS_RENDER_DETAIL_PRINT_QUALITY_HPP

#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/render/detail/report_printer.hpp>
#include <leadmetrics/version.hpp>

#include <string>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

inline std::string labelled(char const* label, std::string const& value) { return std::string{"  "}.append(label).append(": ").append(value); }

/// "4 records, 3 used; 1 without a lead"
template <class Printer>
void print(Printer& to, data_quality const& q)
{
    to.records("", q.records, q.used,
               {{q.missing_lead, "without a lead"},
                {q.missing_time, "without a time"},
                {q.unknown_stage, "of an unknown stage"},
                {q.duplicates, "duplicates"},
                {q.after_as_of, "after as_of"}});
    if ((q.out_of_order | q.reopened | q.undone_wins_only | q.lost_without_stage | q.repeated_leads) != 0)
        to.counts("leads", {{q.out_of_order, "out of order"},
                            {q.reopened, "reopened"},
                            {q.undone_wins_only, "with undone wins only"},
                            {q.lost_without_stage, "lost without a stage"},
                            {q.repeated_leads, "repeated"}});
}

}}} // namespace leadmetrics::detail

#endif
