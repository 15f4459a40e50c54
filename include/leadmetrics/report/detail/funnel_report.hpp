// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_FUNNEL_REPORT_HPP
#define LEADMETRICS_REPORT_DETAIL_FUNNEL_REPORT_HPP

#include <leadmetrics/core/detail/checked_as_of.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/funnel.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Base of reports on journeys: it holds the funnel and `as_of`, both checked when the metric is made.
template <class Metric, class Stage>
class funnel_report : public metric_interface<Metric> {
public:
    [[nodiscard]] funnel<Stage> const& stages() const noexcept { return funnel_; }
    [[nodiscard]] instant              as_of() const noexcept { return as_of_; }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open(name_);
        describe_setting(to, "stages", funnel_);
        describe_setting(to, "as_of", as_of_);
        if constexpr (requires { static_cast<Metric const&>(*this).describe_settings(to); }) static_cast<Metric const&>(*this).describe_settings(to);
        to.close();
    }

    using explains_elements = void;

    /// Refuses journeys of another funnel.
    template <class Journey>
    void check_element(Journey const& journey) const
    {
        if (!(journey.stages() == funnel_)) refuse(name_ + ".stages", "another funnel", "give the metric the same funnel as the journeys");
    }

protected:
    funnel_report(std::string name, funnel<Stage> stages, std::optional<instant> as_of)
        : name_(std::move(name)), funnel_(std::move(stages)), as_of_(checked_as_of(name_, as_of))
    {
    }

    /// Returns the index of a stage that a setting names. Refuses a stage that the funnel does not have.
    [[nodiscard]] std::size_t index_of_setting(char const* setting, Stage const& stage) const
    {
        auto const index = funnel_.index_of(stage);
        if (!index) refuse_setting(setting, spell(stage), "the funnel has no such stage");
        return *index;
    }
    [[nodiscard]] std::size_t index_of_required(char const* setting, std::optional<Stage> const& stage) const
    {
        if (!stage) refuse_setting(setting, "not set", "name the stage");
        return index_of_setting(setting, *stage);
    }
    /// The place of a stage that must come after another one.
    [[nodiscard]] std::size_t index_after(std::size_t earlier, char const* setting, std::optional<Stage> const& stage, char const* advice) const
    {
        std::size_t const index = index_of_required(setting, stage);
        if (index <= earlier) refuse_setting(setting, spell(*stage), advice);
        return index;
    }
    [[noreturn]] void refuse_setting(char const* setting, std::string const& value, std::string const& advice) const
    {
        refuse(name_ + "." + setting, value, advice);
    }

    [[nodiscard]] std::string const& name() const noexcept { return name_; }

private:
    std::string   name_;
    funnel<Stage> funnel_;
    instant       as_of_;
};

}}} // namespace leadmetrics::detail

#endif
