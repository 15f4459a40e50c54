// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_VOLUME_HPP
#define LEADMETRICS_REPORT_VOLUME_HPP

// How many leads entered each stage, and is that enough for the goals? For marketing and sales planning. Definitions, section 5.

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/by_stage.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/stats/detail/ceil_ratio.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A goal: this many leads should enter a stage in each window (or in all, without windows).
template <class Stage>
struct goal {
    Stage        stage;
    std::int64_t leads;

    /// Writes the goal into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        detail::describe_value(to, stage);
        to.word(" = ");
        to.number(leads);
    }
};

template <class Stage>
struct volume_settings {
    std::optional<instant>   as_of{}; ///< when the books are closed; must be set
    std::vector<goal<Stage>> goals{}; ///< refused: a stage that the funnel does not have, a negative number of leads
};

template <class Stage>
struct volume_report {
    struct stage_volume {
        Stage        stage{};
        std::int64_t entered = 0; ///< leads with an entry into this very stage
        std::int64_t reached = 0; ///< leads with an entry into this stage or a later one, dated by the earliest of these entries

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"stage", self.stage, as_stage}, figure{"entered", self.entered}, figure{"reached", self.reached}};
        }
        friend bool operator==(stage_volume const&, stage_volume const&) = default;
    };
    /// The number of leads that an earlier stage must deliver.
    struct demand {
        Stage                       stage{};
        std::optional<std::int64_t> leads; ///< empty when a conversion rate on the way is 0 or empty

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"stage", self.stage, as_stage}, figure{"leads", self.leads}};
        }
        friend bool operator==(demand const&, demand const&) = default;
    };
    struct goal_attainment {
        Stage                 stage{};
        std::int64_t          goal    = 0;
        std::int64_t          entered = 0;
        std::optional<double> attained; ///< entered / goal, may exceed 1; empty when the goal is 0
        std::vector<demand>   needed;   ///< for each earlier stage, the leads needed to reach the goal at the conversion rates observed

        template <class Self>
        static constexpr auto figures(Self& self)
        {
            return std::tuple{figure{"stage", self.stage, as_stage}, figure{"goal", self.goal}, figure{"entered", self.entered},
                              figure{"attained", self.attained}, figure{"needed", self.needed}};
        }
        friend bool operator==(goal_attainment const&, goal_attainment const&) = default;
    };

    std::vector<stage_volume>    stages; ///< in funnel order
    std::vector<goal_attainment> goals;  ///< in the order of the settings
    data_quality                 quality;

    /// The volume of a stage. Throws std::out_of_range where the funnel has no such stage (ends in `refused_setting` where exceptions are off).
    /// Complexity: linear in stages.
    [[nodiscard]] stage_volume const& stage(Stage const& of) const { return detail::by_stage(stages, &stage_volume::stage, of, "stage"); }
    /// The attainment of a stage's goal; of several, the first. Throws, likewise, where the settings have no goal for it.
    [[nodiscard]] goal_attainment const& goal(Stage const& of) const { return detail::by_stage(goals, &goal_attainment::stage, of, "goal"); }

    static constexpr report_title title{"volume", "5"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"stages", self.stages}, figure{"goals", self.goals}, figure{"quality", self.quality}};
    }
    friend bool operator==(volume_report const&, volume_report const&) = default;
};

namespace detail {

struct volume_summary {
    struct counts {
        std::int64_t entered  = 0;
        std::int64_t reached  = 0;
        std::int64_t advanced = 0; // those of `entered` that reached the next stage

        template <class Self>
        static constexpr auto members(Self& self)
        {
            return std::tie(self.entered, self.reached, self.advanced);
        }
    };
    std::vector<counts> stages;
    data_quality        quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.stages, self.quality);
    }
};

} // namespace detail

/// Counts the leads that entered each stage, and compares them with goals. In calendar windows, each entry falls into the window of its own instant.
/// The summary holds three counts for each stage. Complexity: linear in events.
template <class Stage>
class volume : public detail::funnel_report<volume<Stage>, Stage> {
public:
    using metric_interface<volume>::zero;
    using metric_interface<volume>::finish;
    using metric_interface<volume>::add;

    volume(funnel<Stage> stages, volume_settings<Stage> settings)
        : detail::funnel_report<volume, Stage>("volume", std::move(stages), settings.as_of), goals_(std::move(settings.goals))
    {
        for (auto const& goal : goals_) {
            static_cast<void>(this->index_of_setting("goals.stage", goal.stage));
            if (goal.leads < 0) detail::refuse("volume.goals.leads", std::to_string(goal.leads), "a goal is a number of leads, 0 or more");
        }
    }

    template <detail::reportable Journey>
    [[nodiscard]] detail::volume_summary zero() const
    {
        return {std::vector<detail::volume_summary::counts>(this->stages().size()), {}};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        auto const& progress = journey.progress(this->as_of());
        route(undated{}).quality += progress.quality();
        for (std::size_t i = 0, n = this->stages().size(); i != n && progress.reached(i); ++i) {
            ++route(progress.as_time(progress.reached_at(i))).stages[i].reached;
            if (!progress.entered(i)) continue;
            auto& here = route(progress.entry_time(i)).stages[i];
            ++here.entered;
            here.advanced += i + 1 != n && progress.reached(i + 1);
        }
    }

    template <runner Runner = sequential>
    [[nodiscard]] volume_report<Stage> finish(detail::volume_summary const& summary, Runner const& = {}) const
    {
        volume_report<Stage> report;
        report.quality = summary.quality;
        for (std::size_t i = 0; i != summary.stages.size(); ++i)
            report.stages.push_back({this->stages().stages()[i], summary.stages[i].entered, summary.stages[i].reached});
        for (auto const& goal : goals_) report.goals.push_back(attainment(goal, summary));
        return report;
    }

    /// Writes the settings, apart from funnel and `as_of`, into a sink such as detail::settings_text.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "goals", goals_);
    }

private:
    auto attainment(goal<Stage> const& wanted, detail::volume_summary const& summary) const
    {
        typename volume_report<Stage>::goal_attainment result;
        std::size_t const                              target = *this->stages().index_of(wanted.stage);
        result.stage                                          = wanted.stage;
        result.goal                                           = wanted.leads;
        result.entered                                        = summary.stages[target].entered;
        if (wanted.leads != 0) result.attained = static_cast<double>(result.entered) / static_cast<double>(wanted.leads);
        for (std::size_t from = 0; from != target; ++from) {
            std::vector<proportion> rates;
            for (std::size_t i = from; i != target; ++i) rates.push_back({summary.stages[i].advanced, summary.stages[i].entered});
            result.needed.push_back({this->stages().stages()[from], detail::divided_by_all(wanted.leads, rates)});
        }
        return result;
    }

    std::vector<goal<Stage>> goals_;
};

template <class Stage>
volume(funnel<Stage>, volume_settings<Stage>) -> volume<Stage>;

}} // namespace leadmetrics

#endif
