// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_EFFICIENCY_HPP
#define LEADMETRICS_REPORT_EFFICIENCY_HPP

// Of the leads that were generated, how many were converted, how many were lost, and how many are still open? For those who pay for leads.
// Definitions, section 8.

#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/journey/journey.hpp>
#include <leadmetrics/report/detail/funnel_report.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Stage>
struct efficiency_settings {
    std::optional<instant> as_of{};        ///< when the books are closed; must be set
    std::optional<Stage>   target{};       ///< the stage that counts as converted; default: the last. Refused: a stage that the funnel does not have
    bool                   strict = false; ///< whether a lead must have an entry into the target itself; else an entry into a later stage counts, too
};

struct efficiency_report {
    std::int64_t generated = 0; ///< leads with their first entry into any stage: converted + lost + open
    std::int64_t converted = 0; ///< reached the target
    std::int64_t lost      = 0; ///< not converted, and lost
    std::int64_t open      = 0; ///< neither converted nor lost
    proportion   rate;          ///< efficiency: converted of generated
    proportion   decided_rate;  ///< converted of converted + lost; for windows in which many leads are still open
    data_quality quality;

    static constexpr report_title title{"efficiency", "8"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"generated", self.generated}, figure{"converted", self.converted}, figure{"lost", self.lost},
                          figure{"open", self.open},           figure{"rate", self.rate},           figure{"decided_rate", self.decided_rate},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(efficiency_report const&, efficiency_report const&) = default;
};

namespace detail {

struct efficiency_summary {
    std::int64_t converted = 0, lost = 0, open = 0;
    data_quality quality;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.converted, self.lost, self.open, self.quality);
    }
};

} // namespace detail

/// Efficiency of lead generation. In calendar windows, a lead falls into the window of its first entry into any stage. The summary holds three
/// counts. Complexity: linear in events.
template <class Stage>
class efficiency : public detail::funnel_report<efficiency<Stage>, Stage> {
public:
    using metric_interface<efficiency>::zero;
    using metric_interface<efficiency>::finish;

    efficiency(funnel<Stage> stages, efficiency_settings<Stage> const& settings)
        : detail::funnel_report<efficiency, Stage>("efficiency", std::move(stages), settings.as_of),
          target_(settings.target ? this->index_of_setting("target", *settings.target) : this->stages().size() - 1), strict_(settings.strict)
    {
    }

    template <detail::reportable Journey>
    [[nodiscard]] detail::efficiency_summary zero() const
    {
        return {};
    }

    template <journey Journey, class Route>
    void observe(Journey const& journey, Route route) const
    {
        auto const& progress = journey.progress(this->as_of());
        route(undated{}).quality += progress.quality();
        if (!progress.is_lead()) return;
        auto& here = route(progress.first_entry());
        if (strict_ ? progress.entered(target_) : progress.reached(target_)) ++here.converted;
        else if (progress.outcome() == outcome::lost) ++here.lost;
        else ++here.open;
    }

    template <runner Runner = sequential>
    [[nodiscard]] efficiency_report finish(detail::efficiency_summary const& summary, Runner const& = {}) const
    {
        std::int64_t const generated = summary.converted + summary.lost + summary.open;
        return {generated,
                summary.converted,
                summary.lost,
                summary.open,
                {summary.converted, generated},
                {summary.converted, summary.converted + summary.lost},
                summary.quality};
    }

    /// Writes the settings, apart from funnel and `as_of`, into a sink such as detail::settings_text.
    template <class Sink>
    void describe_settings(Sink& to) const
    {
        detail::describe_setting(to, "target", target_);
        detail::describe_setting(to, "strict", strict_);
    }

private:
    std::size_t target_;
    bool        strict_;
};

template <class Stage>
efficiency(funnel<Stage>, efficiency_settings<Stage>) -> efficiency<Stage>;

}} // namespace leadmetrics

#endif
