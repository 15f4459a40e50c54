// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_SCORE_GRID_HPP
#define LEADMETRICS_SCORING_SCORE_GRID_HPP

// Which leads fit and are engaged, which fit but are inactive, which are engaged but do not fit? For marketing and sales. Definitions, section 12.

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/scoring/detail/readiness.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct score_grid_settings {
    std::vector<double> fit{};        ///< lower ends of the rows A, B, …, falling; two thresholds make rows A, B and C
    std::vector<double> engagement{}; ///< lower ends of the columns 1, 2, …, falling
};

struct grid_cell {
    std::string  name; ///< the row's letter and the column's number: A1 fits best and is most engaged
    std::int64_t leads = 0;

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"name", self.name}, figure{"leads", self.leads}};
    }
    friend bool operator==(grid_cell const&, grid_cell const&) = default;
};

template <class Id>
struct graded_lead {
    Id          lead_id{};
    double      fit        = 0;
    double      engagement = 0;
    std::string grade;

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"lead_id", self.lead_id}, figure{"fit", self.fit}, figure{"engagement", self.engagement},
                          figure{"grade", self.grade}};
    }
    friend bool operator==(graded_lead const&, graded_lead const&) = default;
};

/// The leads that have both scores, in the order of their ids, with their grades.
template <class Id>
struct score_grid_report : score_list<graded_lead<Id>> {
    std::vector<grid_cell> cells;                  ///< A1, A2, … B1, … : also those without leads
    std::int64_t           without_fit        = 0; ///< leads with an engagement score but no record; in no cell
    std::int64_t           without_engagement = 0; ///< leads with a record but no activity; in no cell

    /// Throws std::out_of_range where there is no cell of this name (ends in `refused_setting` where exceptions are off).
    [[nodiscard]] grid_cell const& cell(std::string_view name) const
    {
        auto const found = std::find_if(cells.begin(), cells.end(), [&](grid_cell const& one) { return one.name == name; });
        if (found == cells.end()) detail::absent("score_grid.cell(\"" + std::string{name} + "\"): there is no such cell");
        return *found;
    }

    static constexpr report_title title{"score_grid", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"cells", self.cells}, figure{"without_fit", self.without_fit}, figure{"without_engagement", self.without_engagement},
                          figure{"leads", static_cast<score_list<graded_lead<Id>> const&>(self), as_leads}};
    }
    friend bool operator==(score_grid_report const&, score_grid_report const&) = default;
};

struct score_grid_fn {
    /// Lays out fit against engagement: `lm::score_grid(fit, scores, {.fit = {70, 40}, .engagement = {50, 20}})`. A lead at or over a threshold is in
    /// the better row or column. Refused: thresholds that do not fall or are not finite, more than 25 thresholds of fit. Complexity: n log n.
    template <class Fit, class Engagement>
    [[nodiscard]] auto operator()(Fit const& fit, Engagement const& engagement, score_grid_settings const& settings) const
    {
        using id = decltype(engagement.begin()->lead_id);
        check("score_grid.fit", settings.fit);
        check("score_grid.engagement", settings.engagement);
        if (settings.fit.size() > 25)
            detail::refuse("score_grid.fit", std::to_string(settings.fit.size()), "rows are letters: give no more than 25 thresholds");

        score_grid_report<id> report;
        auto const            name = [](std::size_t row, std::size_t column) {
            return std::string(1, static_cast<char>('A' + row)) + std::to_string(column + 1);
        };
        for (std::size_t row = 0; row <= settings.fit.size(); ++row)
            for (std::size_t column = 0; column <= settings.engagement.size(); ++column) report.cells.push_back({name(row, column), 0});

        std::vector<graded_lead<id>> graded;
        for (auto const& one : engagement) {
            auto const its = fit.find(one.lead_id);
            if (its == fit.end()) {
                ++report.without_fit;
                continue;
            }
            std::size_t const row = place_of(its->value, settings.fit), column = place_of(one.value, settings.engagement);
            ++report.cells[row * (settings.engagement.size() + 1) + column].leads;
            graded.push_back({one.lead_id, its->value, one.value, name(row, column)});
        }
        report.without_engagement                         = static_cast<std::int64_t>(fit.size() - graded.size());
        static_cast<score_list<graded_lead<id>>&>(report) = score_list<graded_lead<id>>{std::move(graded)};
        return report;
    }

private:
    static void check(char const* setting, std::vector<double> const& thresholds)
    {
        for (std::size_t i = 0; i != thresholds.size(); ++i) {
            if (!std::isfinite(thresholds[i])) detail::refuse(setting, std::to_string(thresholds[i]), "give finite numbers of points");
            if (i != 0 && !(thresholds[i] < thresholds[i - 1]))
                detail::refuse(setting, std::to_string(thresholds[i]), "thresholds fall: this one follows " + std::to_string(thresholds[i - 1]));
        }
    }
    /// Returns the index of the first threshold that the score reaches; the number of thresholds where it reaches none.
    static std::size_t place_of(double value, std::vector<double> const& thresholds)
    {
        return static_cast<std::size_t>(std::find_if(thresholds.begin(), thresholds.end(), [&](double one) { return detail::reaches(value, one); })
                                        - thresholds.begin());
    }
};
inline constexpr score_grid_fn score_grid{};

}} // namespace leadmetrics

#endif
