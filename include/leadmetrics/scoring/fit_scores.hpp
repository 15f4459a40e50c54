// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_FIT_SCORES_HPP
#define LEADMETRICS_SCORING_FIT_SCORES_HPP

// Is this the kind of lead that buys from us, apart from what it has done? For marketing and sales. Definitions, section 12.

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/quality.hpp>
#include <leadmetrics/scoring/detail/activity_code.hpp>
#include <leadmetrics/scoring/detail/all_points_given.hpp>
#include <leadmetrics/scoring/detail/score_state.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

template <class Id>
struct fit_score {
    Id     lead_id{};
    double value = 0;

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"lead_id", self.lead_id}, figure{"value", self.value}};
    }
    friend bool operator==(fit_score const&, fit_score const&) = default;
};

/// The fit of all leads that have a record, in the order of their ids.
template <class Id>
struct fit_scores_report : score_list<fit_score<Id>> {
    score_quality quality;

    static constexpr report_title title{"fit_scores", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"leads", static_cast<score_list<fit_score<Id>> const&>(self), as_leads}, figure{"quality", self.quality}};
    }
    friend bool operator==(fit_scores_report const&, fit_scores_report const&) = default;
};

namespace detail {

/// Presents a lead's own record as an activity without a time.
template <class Record>
struct fit_record {
    Record const* is;

    [[nodiscard]] static constexpr std::int64_t at() noexcept { return 0; }
    [[nodiscard]] static constexpr event_code   code() noexcept { return activity_code::ask; }
    [[nodiscard]] Record const&                 record() const noexcept { return *is; }
};

} // namespace detail

struct fit_scores_fn {
    /// Returns points from each lead's own record, by a model whose rules look at the record: industry, size, role. Limits on points apply; decay
    /// does not.
    ///
    ///     auto const fit = lm::fit_scores(lm::scoring_model{lm::rule{"decides", &lead::decides, 40}, …}, leads);
    ///
    /// Records without a lead are counted and left out. Of several records of one lead the one with the most points counts, in whatever order they
    /// come. Complexity: n log n.
    template <class Model, class Leads>
    [[nodiscard]] auto operator()(Model const& model, Leads&& leads) const
    {
        using id =
            detail::kept<detail::plain_id_type<std::remove_cvref_t<decltype(field::lead_id(default_mapping{}, detail::unwrap(*std::begin(leads))))>>>;
        fit_scores_report<id>      report;
        std::vector<fit_score<id>> all;
        for (auto const& element : leads) {
            auto const& record = detail::unwrap(element);
            auto const& lead   = field::lead_id(default_mapping{}, record);
            if (detail::is_missing(lead)) {
                report.quality.add(record_fate::missing_lead);
                continue;
            }
            detail::score_state<std::chrono::seconds> state{model.how(), 0};
            detail::each_points_given(model, detail::fit_record<std::remove_cvref_t<decltype(record)>>{&record}, report.quality,
                                      [&](detail::points_given const& one) { state.add(one); });
            all.push_back({detail::keep(detail::plain_id(lead)), state.at(0)});
        }
        std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
            if (detail::by_lead{}(a, b)) return true;
            return !detail::by_lead{}(b, a) && a.value > b.value;
        });
        std::vector<fit_score<id>> kept;
        for (auto& one : all) {
            bool const again = !kept.empty() && detail::same_id(kept.back().lead_id, one.lead_id);
            report.quality.add(again ? record_fate::duplicate : record_fate::used);
            if (!again) kept.push_back(std::move(one));
        }
        static_cast<score_list<fit_score<id>>&>(report) = score_list<fit_score<id>>{std::move(kept)};
        return report;
    }
};
inline constexpr fit_scores_fn fit_scores{};

}} // namespace leadmetrics

#endif
