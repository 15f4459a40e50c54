// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// What a Python program calls with the addresses of a table that it exports by Arrow's C data interface.
#include <leadmetrics/leadmetrics.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>

namespace lm = leadmetrics;

/// "entered lead, entered won, used, missing_lead, missing_time, sum of the entries into lead in microseconds", of a table with the columns lead_id,
/// stage and at.
extern "C" char const* arrow_reader_counts(lm::arrow_schema const* schema, lm::arrow_array const* array, int integer_ids)
{
    static std::string answer;
    try {
        lm::arrow_table const         table{*schema, *array};
        lm::funnel<std::string> const pipeline{"lead", "mql", "won"};
        lm::volume const              volume{pipeline, {.as_of = date::sys_days{date::year{2030} / 1 / 1}}};
        auto const                    count = [&](auto const& changes) {
            auto const   journeys = lm::journeys(changes, pipeline);
            auto const   report   = volume(journeys);
            auto const&  q        = report.quality;
            std::int64_t first    = 0;
            for (auto const& journey : journeys) {
                auto const progress = journey.progress(date::sys_days{date::year{2030} / 1 / 1});
                if (progress.entered(0)) first += progress.entry(0);
            }
            char text[200];
            std::snprintf(text, sizeof text, "%lld %lld %lld %lld %lld %lld", static_cast<long long>(report.stages[0].entered),
                                             static_cast<long long>(report.stages[2].entered), static_cast<long long>(q.used), static_cast<long long>(q.missing_lead),
                                             static_cast<long long>(q.missing_time), static_cast<long long>(first));
            answer = text;
        };
        lm::stage_columns const names;
        if (integer_ids != 0) {
            lm::arrow_stage_changes<lm::arrow_schema, lm::arrow_array, std::int64_t> const changes{table, names};
            count(changes);
        } else {
            lm::arrow_stage_changes const changes{table, names};
            count(changes);
        }
    } catch (std::exception const& problem) {
        answer = problem.what();
    }
    return answer.c_str();
}
