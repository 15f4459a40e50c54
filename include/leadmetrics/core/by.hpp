// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_BY_HPP
#define LEADMETRICS_CORE_BY_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/members.hpp>
#include <leadmetrics/core/detail/parts.hpp>
#include <leadmetrics/core/detail/settings_sink.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The record of a lead from which its key is taken.
enum class key_from { earliest_record, latest_record, earliest_known };

/// Takes a lead's key from its latest record at or before `as_of` instead of from its earliest record. Made by `lm::latest`:
/// `lm::by(lm::latest(&change::owner), …)`.
template <class Projection>
struct latest_key {
    Projection projection;

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("the latest ");
        detail::describe_value(to, projection);
    }
};

struct latest_fn {
    template <class Projection>
    [[nodiscard]] constexpr latest_key<Projection> operator()(Projection projection) const
    {
        return {std::move(projection)};
    }
};
inline constexpr latest_fn latest{};

/// Takes a lead's key from the earliest of its records at or before `as_of` that has a value: neither an empty text nor an empty optional. Where
/// none has, the key is such an empty one. Made by `lm::first_known`: `lm::by(lm::first_known(&change::source), …)`.
template <class Projection>
struct first_known_key {
    Projection projection;

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("the first known ");
        detail::describe_value(to, projection);
    }
};

struct first_known_fn {
    template <class Projection>
    [[nodiscard]] constexpr first_known_key<Projection> operator()(Projection projection) const
    {
        return {std::move(projection)};
    }
};
inline constexpr first_known_fn first_known{};

/// Takes a lead's key from the record of its entry into a stage (definitions, section 4). The key is a std::optional, empty for leads without an
/// entry of their own into the stage by `as_of`; of duplicate records the smaller key counts. Made by `lm::at_entry`:
/// `lm::by(lm::at_entry(phase::mql, &change::owner), …)`. For journeys only. Refused, with the first journey: a stage that its funnel does not have.
template <class Stage, class Projection>
struct entry_key {
    Stage      stage;
    Projection projection;

    template <class Sink>
    void describe(Sink& to) const
    {
        to.word("at the entry into ");
        detail::describe_value(to, stage);
        to.word(" ");
        detail::describe_value(to, projection);
    }
};

struct at_entry_fn {
    template <class Stage, class Projection>
    [[nodiscard]] constexpr auto operator()(Stage const& stage, Projection projection) const
    {
        return entry_key<detail::kept<Stage>, Projection>{detail::keep(stage), std::move(projection)};
    }
};
inline constexpr at_entry_fn at_entry{};

/// One report for each key. Made by `by_metric`.
template <class Key, class Report>
struct by_report : keyed<Key, Report> {
    std::int64_t conflicts = 0; ///< the number of leads whose records disagree about the key

    friend bool operator==(by_report const&, by_report const&) = default;
};

namespace detail {

template <class Projection>
struct key_choice {
    static constexpr key_from    from = key_from::earliest_record;
    static constexpr auto const& projection(Projection const& p) noexcept { return p; }
};
template <class Projection>
struct key_choice<latest_key<Projection>> {
    static constexpr key_from    from = key_from::latest_record;
    static constexpr auto const& projection(latest_key<Projection> const& p) noexcept { return p.projection; }
};
template <class Projection>
struct key_choice<first_known_key<Projection>> {
    static constexpr key_from    from = key_from::earliest_known;
    static constexpr auto const& projection(first_known_key<Projection> const& p) noexcept { return p.projection; }
};

/// Returns the key of an element, and whether all records of the element agree on it. The projection is applied to the element's records, or to
/// the element itself where it has no member `key`.
template <class Choice, class Element, class Metric>
auto key_of(Choice const& choice, Element const& element, Metric const& metric)
{
    auto const& projection = key_choice<Choice>::projection(choice);
    if constexpr (requires { element.key(projection, key_choice<Choice>::from, metric.as_of()); })
        return element.key(projection, key_choice<Choice>::from, metric.as_of());
    else return std::pair{keep(std::invoke(projection, element)), true};
}
template <class Stage, class Projection, class Journey, class Metric>
    requires requires(Journey const& journey) { journey.stages(); }
auto key_of(entry_key<Stage, Projection> const& choice, Journey const& journey, Metric const& metric)
{
    using said = decltype(keep(std::invoke(choice.projection, unwrap(journey.record(0)))));
    std::optional<plain_id_type<said>> key;
    bool                               agree    = true;
    auto const                         stage    = *journey.stages().index_of(choice.stage);
    auto const&                        progress = journey.progress(metric.as_of());
    if (progress.entered(stage))
        journey.each_record_of_entry(stage, progress.entry(stage), [&](auto const& record) {
            said const here = keep(std::invoke(choice.projection, record));
            if constexpr (optional_like<said> && !string_like<said>)
                if (!here.has_value()) return;
            agree = agree && (!key || *key == plain_id(here));
            if (!key || plain_id(here) < *key) key.emplace(plain_id(here));
        });
    return std::pair{std::move(key), agree};
}

/// Refuses a key that cannot be of this element.
template <class Choice, class Element>
void check_key(Choice const&, Element const&)
{
}
template <class Stage, class Projection, class Journey>
void check_key(entry_key<Stage, Projection> const& choice, Journey const& journey)
{
    if (!journey.stages().index_of(choice.stage)) refuse("at_entry.stage", spell(choice.stage), "the funnel has no such stage");
}

template <class Choice, class Element, class Metric>
using key_type = decltype(key_of(std::declval<Choice const&>(), std::declval<Element const&>(), std::declval<Metric const&>()).first);

template <class Key, class Summary>
struct by_summary {
    parts<Key, Summary> keys;
    std::int64_t        conflicts = 0;

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.keys, self.conflicts);
    }
};

} // namespace detail

/// Computes a metric once for each key of the leads, for example for each source, each owner, or each pair of both. Made by `lm::by`.
///
/// A lead's key is the key of its earliest record. At equal instants the record of the earlier stage decides, then the smaller key (Definitions,
/// section 4). Complexity: that of the metric and, for each element, the logarithm of the number of keys.
template <class Metric, class... Choices>
class by_metric : public metric_interface<by_metric<Metric, Choices...>> {
    template <class Element>
    using key_for =
        typename std::conditional_t<sizeof...(Choices) == 1, std::tuple_element<0, std::tuple<detail::key_type<Choices, Element, Metric>...>>,
                                    std::type_identity<std::tuple<detail::key_type<Choices, Element, Metric>...>>>::type;

public:
    using metric_interface<by_metric>::zero;
    using metric_interface<by_metric>::finish;
    using explains_elements = void;

    constexpr explicit by_metric(Metric metric, Choices... choices) : metric_(std::move(metric)), choices_(std::move(choices)...) {}

    template <class Element>
        requires detail::counts<Metric, Element>
    [[nodiscard]] auto zero() const
    {
        return detail::by_summary<key_for<Element>, detail::content_of<Metric, Element>>{{metric_.template zero<Element>()}};
    }

    template <class Element, class Route>
    void observe(Element const& element, Route route) const
    {
        bool       agree = true;
        auto const key   = key_of_element(element, agree);
        if (!agree) ++route(undated{}).conflicts;

        detail::content_of<by_metric, Element>* whole = nullptr; // the last place found: most observations of an element go to the same place
        detail::content_of<Metric, Element>*    part  = nullptr;
        metric_.observe(element, [&](auto const& when) -> auto& {
            auto& routed = route(when);
            if (whole != &routed) {
                whole = &routed;
                part  = &routed.keys.at(key);
            }
            return *part;
        });
    }

    template <class Key, class Summary, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::by_summary<Key, Summary> summary, Runner const& run = {}) const
    {
        auto reports = detail::finish_parts(std::move(summary.keys), metric_, run);
        return by_report<Key, typename decltype(reports)::mapped_type>{std::move(reports), summary.conflicts};
    }

    // See detail::shares_with_parts.
    template <class Key, class Summary>
        requires detail::shares_with_parts<Metric, Summary>
    [[nodiscard]] by_metric with_shared(detail::by_summary<Key, Summary> const& whole) const
    {
        by_metric same = *this;
        same.metric_   = metric_.with_shared(detail::whole_of(whole.keys));
        return same;
    }
    [[nodiscard]] bool shares() const
        requires detail::may_share<Metric>
    {
        return metric_.shares();
    }

    [[nodiscard]] constexpr auto as_of() const { return metric_.as_of(); }

    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("by");
        std::apply([&](auto const&... choice) { (detail::describe_setting(to, "key", choice), ...); }, choices_);
        to.name("");
        detail::describe_metric(to, metric_);
        to.close();
    }

    template <class Element>
    constexpr void check_element(Element const& element) const
    {
        std::apply([&](auto const&... choice) { (detail::check_key(choice, element), ...); }, choices_);
        if constexpr (requires { metric_.check_element(element); }) metric_.check_element(element);
    }

private:
    template <class Element>
    auto key_of_element(Element const& element, bool& agree) const
    {
        return std::apply(
            [&](auto const&... choice) {
                auto const one = [&](auto const& c) {
                    auto [key, agrees] = detail::key_of(c, element, metric_);
                    agree              = agree && agrees;
                    return std::move(key);
                };
                return key_for<Element>(one(choice)...);
            },
            choices_);
    }

    Metric                 metric_;
    std::tuple<Choices...> choices_;
};

struct by_fn {
    /// Called as by(key, metric) or by(key, key, …, metric). A key is anything that std::invoke can call with the user's record (a pointer to a
    /// member, a function), or `lm::latest`, `lm::first_known` or `lm::at_entry` of such a key.
    template <class... Arguments>
        requires(sizeof...(Arguments) >= 2)
    [[nodiscard]] constexpr auto operator()(Arguments... arguments) const
    {
        return split(std::make_index_sequence<sizeof...(Arguments) - 1>{}, std::tuple<Arguments...>{std::move(arguments)...});
    }

private:
    template <std::size_t... I, class Tuple>
    static constexpr auto split(std::index_sequence<I...>, Tuple all)
    {
        using metric = std::tuple_element_t<sizeof...(I), Tuple>;
        static_assert(std::is_base_of_v<metric_interface<metric>, metric>, "lm::by takes the keys first and the metric last");
        return by_metric<metric, std::tuple_element_t<I, Tuple>...>{std::get<sizeof...(I)>(std::move(all)), std::get<I>(std::move(all))...};
    }
};
inline constexpr by_fn by{};

}} // namespace leadmetrics

#endif
