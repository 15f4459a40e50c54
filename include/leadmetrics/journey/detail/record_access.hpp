// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_RECORD_ACCESS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_RECORD_ACCESS_HPP

#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/iterator/operations.hpp>
#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/primitives.hpp>
#include <range/v3/range/traits.hpp>
#include <range/v3/view/all.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Returns what `get` returns for an element of a range: a reference where the record stays in memory, else a copy, as the range then makes its
/// records on access (a text is copied only where it would be destroyed with the record).
template <class Element, class Get>
[[nodiscard]] constexpr decltype(auto) read_field(Element&& element, Get const& get)
{
    using wrapped        = std::remove_cvref_t<Element>;
    using record         = record_type<wrapped>;
    constexpr bool stays = std::is_lvalue_reference_v<Element> || !std::is_same_v<wrapped, record>;
    if constexpr (stays) return get(unwrap(element));
    else if constexpr (requires { requires record::texts_outlive_it; })
        return std::remove_cvref_t<decltype(get(unwrap(element)))>(get(unwrap(element)));
    else return keep(get(unwrap(element)));
}

/// Access to the user's records by number, without a copy. For a range without random access, its iterators are stored.
template <ranges::forward_range View>
class record_access {
    static constexpr bool by_number = ranges::random_access_range<View const>;
    using iterator                  = ranges::iterator_t<View>;

public:
    record_access() = default;
    explicit record_access(View records) : records_(std::move(records)), size_(static_cast<std::size_t>(ranges::distance(records_)))
    {
        if (size_ >= most_records) refuse("records", std::to_string(size_), "a range has fewer than 2^40 records: report on parts of it and merge");
        if constexpr (!by_number) {
            iterators_.reserve(size_);
            for (auto it = ranges::begin(records_); it != ranges::end(records_); ++it) iterators_.push_back(it);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    using reference = ranges::range_reference_t<std::conditional_t<by_number, View const, View>>;
    using record    = record_type<reference>;

    [[nodiscard]] reference operator[](std::size_t i) const
    {
        if constexpr (by_number) return ranges::begin(records_)[static_cast<ranges::range_difference_t<View const>>(i)];
        else return *iterators_[i];
    }

    /// Returns what `get` returns for record i; see read_field.
    template <class Get>
    [[nodiscard]] constexpr decltype(auto) read(std::size_t i, Get const& get) const
    {
        return read_field((*this)[i], get);
    }

private:
    View                  records_{};
    std::size_t           size_ = 0;
    std::vector<iterator> iterators_;
};

}}} // namespace leadmetrics::detail

#endif
