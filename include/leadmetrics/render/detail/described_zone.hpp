// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_DESCRIBED_ZONE_HPP
#define LEADMETRICS_RENDER_DETAIL_DESCRIBED_ZONE_HPP

#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Hears what a metric says of its settings, and keeps the zone in which its windows are cut: calendars say "months in Europe/Berlin".
class zone_listener {
public:
    static constexpr bool for_people = true;

    void open(std::string_view) { end(); }
    void close() { end(); }
    void name(std::string_view setting)
    {
        end();
        hears_ = setting == "cut by";
    }
    void between() {}
    void word(std::string_view text) { hear(text); }
    void text(std::string_view text) { hear(text); }
    void number(std::int64_t value)
    {
        if (hears_) heard_ += std::to_string(value);
    }
    void real(double) { hear("?"); }
    template <class T>
    void local(T const&)
    {
        hear("?");
    }

    /// Empty where no windows are cut, where the calendar does not say in which zone, and where windows are cut in several.
    [[nodiscard]] std::optional<std::string> zone()
    {
        end();
        return several_ ? std::nullopt : zone_;
    }

private:
    void hear(std::string_view text)
    {
        if (hears_) heard_ += text;
    }
    void end()
    {
        constexpr std::string_view in = " in ";
        if (auto const at = heard_.find(in); hears_ && at != std::string::npos) {
            auto said = heard_.substr(at + in.size());
            several_  = several_ || (zone_ && *zone_ != said);
            zone_     = static_cast<std::string&&>(said);
        }
        hears_ = false;
        heard_.clear();
    }

    std::string                heard_;
    std::optional<std::string> zone_;
    bool                       hears_ = false, several_ = false;
};

template <class Metric>
std::optional<std::string> described_zone(Metric const& metric)
{
    zone_listener listener;
    describe_metric(listener, metric);
    return listener.zone();
}

}}} // namespace leadmetrics::detail

#endif
