// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_ATTRIBUTION_MODELS_HPP
#define LEADMETRICS_REPORT_ATTRIBUTION_MODELS_HPP

// How is a conversion divided among the touches that led to it? Definitions, section 13.

#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/report/detail/credit_weights.hpp>
#include <leadmetrics/report/detail/first_touches.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Gives all credit to the first touch.
struct first_touch {
    static constexpr char const* name = "first_touch";

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        detail::all_to(0, path.size(), to);
    }
    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
    }
};

/// Gives all credit to the last touch before the conversion.
struct last_touch {
    static constexpr char const* name = "last_touch";

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        detail::all_to(path.size() - 1, path.size(), to);
    }
    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
    }
};

/// Gives all credit to the last touch by a campaign that is not among these: `lm::last_touch_except{"direct"}` is known as last non-direct. Where all
/// touches are by these campaigns, it gives all credit to the last touch.
template <class Campaign>
class last_touch_except {
public:
    static constexpr char const* name = "last_touch_except";

    template <class... Campaigns>
        requires(sizeof...(Campaigns) > 0 && (std::constructible_from<Campaign, Campaigns> && ...))
    explicit last_touch_except(Campaigns... campaigns) : campaigns_{Campaign(campaigns)...}
    {
    }

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        std::size_t last = path.size();
        while (last != 0 && std::find(campaigns_.begin(), campaigns_.end(), path[last - 1].campaign()) != campaigns_.end()) --last;
        detail::all_to((last == 0 ? path.size() : last) - 1, path.size(), to);
    }

    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
        detail::describe_setting(to, "but", campaigns_);
    }

private:
    std::vector<Campaign> campaigns_;
};
template <class First, class... More>
last_touch_except(First, More...) -> last_touch_except<std::conditional_t<detail::string_like<First>, std::string, First>>;

/// Gives the same credit to each touch.
struct linear {
    static constexpr char const* name = "linear";

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        for (std::size_t i = 0; i != path.size(); ++i) to.push_back(1);
    }
    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
    }
};

/// Gives more credit to touches close to the conversion: half as much for every half-life further back. Refused: a half-life that is not above 0.
class time_decay {
public:
    static constexpr char const* name = "time_decay";

    explicit time_decay(timespan half_life) : half_life_(half_life.in_seconds().count())
    {
        if (!(half_life_ > 0)) detail::refuse("time_decay.half_life", std::to_string(half_life_) + " s", "give a length of time above 0");
    }

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        // Ages are counted from the last touch, which changes no ratio. So some weight is left, however long before the conversion all touches were.
        using duration          = typename Path::duration;
        auto const         at   = [&](std::size_t i) { return path[i].at().time_since_epoch().count(); };
        std::int64_t const last = at(path.size() - 1);
        for (std::size_t i = 0; i != path.size(); ++i)
            to.push_back(
                detail::whole_weight(std::exp2(-detail::to_seconds<duration>(detail::saturated_difference(last, at(i))).count() / half_life_)));
    }

    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
        detail::describe_setting(to, "half_life", half_life_);
    }

private:
    double half_life_;
};

/// Gives a share to the first touch, a share to the last, and the remainder in equal parts to those between. The defaults are 40, 20 and 40 %.
/// `lm::position_based{0.2, 0.6}` is known as J-shaped, `{0.6, 0.2}` as inverse J. Refused: a share below 0, shares of more than 1 together.
class position_based {
public:
    static constexpr char const* name = "position_based";

    explicit position_based(double first = 0.4, double last = 0.4) : first_(checked("first", first)), last_(checked("last", last))
    {
        if (first_ + last_ > detail::whole_parts(1))
            detail::refuse("position_based.last", std::to_string(last), "the shares of the first and the last touch are more than 1 together");
    }

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        detail::shared_out parts{path.size()};
        parts.give(0, first_);
        parts.give(path.size() - 1, last_);
        parts.rest(detail::whole_parts(1) - first_ - last_, to);
    }

    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
        detail::describe_setting(to, "first", first_);
        detail::describe_setting(to, "last", last_);
    }

private:
    static std::uint64_t checked(char const* setting, double share)
    {
        if (!(share >= 0 && share <= 1))
            detail::refuse(std::string{"position_based."} + setting, std::to_string(share), "give a share of the whole, 0 … 1");
        return detail::whole_parts(share);
    }

    std::uint64_t first_, last_;
};

/// Gives each conversion in equal parts to the distinct campaigns of its path. This is the Shapley value, where a set of campaigns is worth what the
/// paths earned that use no other campaign (Zhao, Mahboobi & Bagheri 2018, arXiv 1804.05327). Exact, for any number of campaigns. Units left over by
/// rounding go by the order of the campaigns' first touches.
struct shapley {
    static constexpr char const* name = "shapley";

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        detail::first_touches of{path};
        for (std::size_t i = 0; i != path.size(); ++i) to.push_back(of.is_first(i));
    }
    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(name);
    }
};

/// The caller's own model: a function of the path that returns a weight for each of its touches, in their order.
///
///     lm::custom_model{"mail counts double", [](auto const& path) {
///         std::vector<double> weights;
///         for (auto const& touch : path) weights.push_back(touch.campaign() == "mail" ? 2 : 1);
///         return weights;
///     }}
///
/// Refused, with the path in the message: a number of weights other than that of touches, a weight that is negative or not finite, weights that are
/// all 0.
template <class Weigh>
class custom_model {
public:
    custom_model(std::string named, Weigh weigh) : name(std::move(named)), weigh_(std::move(weigh)) {}

    std::string name;

    template <class Path>
    void weigh(Path const& path, detail::credit_weights& to) const
    {
        auto const& weights = std::invoke(weigh_, path);
        auto const  refused = [&](std::string const& found, char const* advice) {
            detail::refuse("weights of model " + name + " on the path " + spelled(path), found, advice);
        };
        double      greatest = 0;
        std::size_t n        = 0;
        for (double const weight : weights) {
            if (!(weight >= 0 && std::isfinite(weight))) refused(std::to_string(weight), "give each touch a finite weight of 0 or more");
            greatest = (std::max)(greatest, weight);
            ++n;
        }
        if (n != path.size()) refused(std::to_string(n) + " weights", "give one weight for each touch");
        if (greatest == 0) refused("0", "give at least one touch a weight above 0");
        int exponent = 0; // scaled by a power of two, which changes no digit
        static_cast<void>(std::frexp(greatest, &exponent));
        for (double const weight : weights) to.push_back(detail::whole_weight(std::ldexp(weight, -exponent)));
    }

    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.text(name);
        to.local(weigh_);
    }

private:
    template <class Path>
    static std::string spelled(Path const& path)
    {
        constexpr std::size_t most = 12;
        std::string           all;
        for (std::size_t i = 0; i != (std::min)(path.size(), most); ++i) all += (i == 0 ? "" : " > ") + detail::spell(path[i].campaign());
        return path.size() > most ? all + " > … (" + std::to_string(path.size()) + " touches)" : all;
    }

    Weigh weigh_;
};

/// A model that splits each conversion by itself.
template <class Model, class Path>
concept credit_rule = requires(Model const& model, Path const& path, detail::credit_weights& to) { model.weigh(path, to); };

}} // namespace leadmetrics

#endif
