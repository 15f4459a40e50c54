// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_LEAD_LIST_HPP
#define LEADMETRICS_REPORT_DETAIL_LEAD_LIST_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Leads in the order of the instant when something is due for each. Instants and lengths of time are in ticks.
template <class Id>
class lead_list {
public:
    struct entry {
        std::int64_t due, start, late;
        Id           id;

        friend bool operator==(entry const&, entry const&) = default;
        friend bool operator<(entry const& a, entry const& b)
        {
            auto const times = [](entry const& e) { return std::tuple{e.due, e.start, e.late}; };
            return times(a) != times(b) ? times(a) < times(b) : id_less(a.id, b.id);
        }
    };

    void add(entry one) { entries_.push_back(std::move(one)); }

    lead_list& operator+=(lead_list other)
    {
        entries_.insert(entries_.end(), std::make_move_iterator(other.entries_.begin()), std::make_move_iterator(other.entries_.end()));
        return *this;
    }

    [[nodiscard]] std::vector<entry> sorted() const
    {
        auto result = entries_;
        std::sort(result.begin(), result.end());
        return result;
    }

    /// Whether both hold the same leads, in whatever order they were added.
    friend bool operator==(lead_list const& a, lead_list const& b) { return a.entries_.size() == b.entries_.size() && a.sorted() == b.sorted(); }

private:
    std::vector<entry> entries_;
};

}}} // namespace leadmetrics::detail

#endif
