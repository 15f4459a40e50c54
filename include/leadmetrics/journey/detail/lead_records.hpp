// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_LEAD_RECORDS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_LEAD_RECORDS_HPP

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/field.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/lead_keys.hpp>
#include <leadmetrics/journey/detail/record_access.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The user's records together with their mapping: access by number, to the record and to its lead id. For records that are grouped by lead, it also
/// finds the ends of the runs (a run is the adjacent records of one lead).
template <ranges::forward_range Records, class Mapping>
class lead_records {
    using access = record_access<Records>;

public:
    using record = typename access::record;
    using id     = std::remove_cvref_t<decltype(std::declval<access const&>().read(0, bound_field{field::lead_id, std::declval<Mapping const&>()}))>;
    using duration = typename time_point_traits<field_type<field::at_t, record, Mapping>>::duration;

    lead_records(Records all, Mapping mapping) : records_(std::move(all)), mapping_(std::move(mapping)) {}

    [[nodiscard]] std::size_t    size() const noexcept { return records_.size(); }
    [[nodiscard]] decltype(auto) operator[](std::size_t i) const { return records_[i]; }
    [[nodiscard]] decltype(auto) id_at(std::size_t i) const { return records_.read(i, bound_field{field::lead_id, mapping_}); }
    [[nodiscard]] Mapping const& mapping() const noexcept { return mapping_; }

    /// For group_by_lead.
    [[nodiscard]] auto key(std::size_t i) const { return key_of_lead<id>(id_at(i), i); }
    [[nodiscard]] bool same(std::size_t i, std::size_t j) const { return same_lead<id>(id_at(i), id_at(j)); }

    /// Whether the lead id of record j is greater than that of record i, or both are missing.
    [[nodiscard]] bool ascends(std::size_t i, std::size_t j) const
    {
        decltype(auto) a = id_at(i);
        decltype(auto) b = id_at(j);
        return id_less<id>(a, b) || (is_missing(a) && is_missing(b));
    }

    /// Calls visit(i) for each record of the run that begins with record `first`, which must exist. Returns the end of the run.
    template <class Visit>
    std::size_t each_of_run(std::size_t first, Visit const& visit) const
    {
        std::size_t const n    = size();
        decltype(auto)    lead = id_at(first);
        std::size_t       i    = first;
        do visit(i);
        while (++i != n && same_lead<id>(lead, id_at(i)));
        return i;
    }
    [[nodiscard]] std::size_t end_of_run(std::size_t first) const
    {
        return first >= size() ? size() : each_of_run(first, [](std::size_t) {});
    }
    /// Returns the first record at or after i that begins a run.
    [[nodiscard]] std::size_t start_of_run(std::size_t i) const { return i == 0 || i >= size() || !same(i - 1, i) ? i : end_of_run(i); }

private:
    access  records_;
    Mapping mapping_;
};

}}} // namespace leadmetrics::detail

#endif
