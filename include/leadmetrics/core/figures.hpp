// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_FIGURES_HPP
#define LEADMETRICS_CORE_FIGURES_HPP

// What the figures of a report are called: for JSON, schemas and tables, and for reports of your own that are to be among them.

#include <leadmetrics/version.hpp>

#include <cstdint>
#include <type_traits>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// What a figure is, where its type does not say so.
enum class figure_kind {
    plain,
    money, ///< in the units of the records; integers are minor units, such as cents
    stage, ///< a stage of the funnel, which the caller can name
    leads  ///< a list of leads with their ids, which not everybody may see
};
template <figure_kind Kind>
using figure_kind_of = std::integral_constant<figure_kind, Kind>;
inline constexpr figure_kind_of<figure_kind::money> as_money{};
inline constexpr figure_kind_of<figure_kind::stage> as_stage{};
inline constexpr figure_kind_of<figure_kind::leads> as_leads{};

/// One figure of a report: a reference to what the report holds, or what it computes. A report, and each part of one, lists its figures in their
/// order:
///
///     template <class Self>
///     static constexpr auto figures(Self& self)
///     {
///         return std::tuple{lm::figure{"stage", self.stage, lm::as_stage}, lm::figure{"generated", self.generated}, lm::figure{"rate", self.rate}};
///     }
template <class T, figure_kind Kind = figure_kind::plain>
struct figure {
    char const*          name; ///< without its unit, which follows from type and kind
    T                    value;
    figure_kind_of<Kind> kind{};
};
template <class T>
figure(char const*, T&&) -> figure<T>;
template <class T, figure_kind Kind>
figure(char const*, T&&, figure_kind_of<Kind>) -> figure<T, Kind>;

/// Leads of which a report may have kept the number only: `lm::figure{"overdue_leads", lm::counted_leads{self.overdue_leads, self.overdue},
/// lm::as_leads}`.
template <class List>
struct counted_leads {
    List const&  list; ///< empty where the leads were not kept
    std::int64_t count;
};
template <class List>
counted_leads(List const&, std::int64_t) -> counted_leads<List>;

/// What a report is called, and the section of the definitions that its figures follow: `static constexpr lm::report_title title{"volume", "5"};`.
struct report_title {
    char const* name;
    char const* section;
};

/// A report, or a part of one, that lists its figures.
template <class T>
concept lists_figures = requires(T const& one) { T::figures(one); };

}} // namespace leadmetrics

#endif
