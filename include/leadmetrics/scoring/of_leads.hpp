// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_OF_LEADS_HPP
#define LEADMETRICS_SCORING_OF_LEADS_HPP

// Lets a rule look at the lead of an activity, not only at the activity. Definitions, section 12.

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/scoring/lead_score.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct of_leads_fn {
    /// Returns a condition on an activity that looks at the activity's lead: whether the lead's own record meets `condition`. A lead with several
    /// records meets the condition if any of them does; a lead without a record does not meet it.
    ///
    ///     lm::rule{"demo to who decides", is_demo, 40}.where(lm::of_leads(leads, &lead::decides))
    ///
    /// The records are read once, in this call. Complexity: n log n in the records; log n for each later test.
    template <class Leads, class Condition>
    [[nodiscard]] auto operator()(Leads&& leads, Condition const& condition) const
    {
        using id =
            detail::kept<detail::plain_id_type<std::remove_cvref_t<decltype(field::lead_id(default_mapping{}, detail::unwrap(*std::begin(leads))))>>>;
        auto met = std::make_shared<std::vector<id>>();
        for (auto const& element : leads) {
            auto const& record = detail::unwrap(element);
            auto const& lead   = field::lead_id(default_mapping{}, record);
            if (!detail::is_missing(lead) && std::invoke(condition, record)) met->push_back(detail::keep(detail::plain_id(lead)));
        }
        std::sort(met->begin(), met->end(), detail::id_less<id>);
        return [met = std::shared_ptr<std::vector<id> const>{std::move(met)}](auto const& activity) {
            auto const& lead = field::lead_id(default_mapping{}, activity);
            if (detail::is_missing(lead)) return false;
            auto const& asked = detail::plain_id(lead);
            auto        found = std::lower_bound(met->begin(), met->end(), asked, [](auto const& a, auto const& b) { return detail::less_id(a, b); });
            for (; found != met->end() && !detail::less_id(asked, *found); ++found)
                if (*found == asked) return true; // ids without a `<` are ordered by their hash, and two ids may share one
            return false;
        };
    }
};
inline constexpr of_leads_fn of_leads{};

}} // namespace leadmetrics

#endif
