// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_ADAPTED_HPP
#define LEADMETRICS_ADAPTER_ADAPTED_HPP

#include <leadmetrics/adapter/crm_events.hpp>
#include <leadmetrics/adapter/detail/kept_texts.hpp>
#include <leadmetrics/adapter/import_issues.hpp>
#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The events that an adapter makes of a vendor's records: a random-access range in the order of the records, with counts of what was odd about
/// the records. The records must outlive the range, because texts are not copied. A range can be moved, not copied.
template <class Event>
class adapted {
public:
    using value_type = Event;
    using storage    = std::conditional_t<std::is_trivially_copyable_v<Event>, detail::bulk_vector<Event>, std::vector<Event>>;

    adapted()                              = default;
    adapted(adapted&&) noexcept            = default; // not copyable: events point to texts that had to be rewritten
    adapted& operator=(adapted&&) noexcept = default;

    [[nodiscard]] std::size_t  size() const noexcept { return events_.size(); }
    [[nodiscard]] bool         empty() const noexcept { return events_.empty(); }
    [[nodiscard]] Event const& operator[](std::size_t i) const noexcept { return events_[i]; }
    [[nodiscard]] auto         begin() const noexcept { return events_.begin(); }
    [[nodiscard]] auto         end() const noexcept { return events_.end(); }
    /// Returns what could not be read or was left out, and how often.
    [[nodiscard]] leadmetrics::import_issues const& import_issues() const noexcept { return issues_; }

    /// Appends the events of another range of the vendor's records, and adds its issues: the events of deals to those of contacts, or this year's
    /// export to last year's. In the origins of the events, ranges are numbered from 0 in the order in which they were appended.
    void append(adapted other)
    {
        std::uint32_t const before = sources_;
        if (events_.empty() && sources_ == 0) events_ = std::move(other.events_);
        else {
            reserve(events_.size() + other.events_.size());
            for (Event one : other.events_) {
                one.origin.source += before;
                events_.push_back(one);
            }
        }
        texts_.append(std::move(other.texts_));
        sources_ += other.sources_;
        issues_ += other.issues_;
    }

    // The members below are for adapters only.
    void                        reserve(std::size_t n) { events_.reserve(n); }
    void                        add(Event event) { events_.push_back(event); }
    void                        ends_a_source() noexcept { ++sources_; }
    leadmetrics::import_issues& import_issues() noexcept { return issues_; }
    std::string_view            keep(std::string text) { return texts_.keep(std::move(text)); }

private:
    storage                    events_;
    leadmetrics::import_issues issues_;
    detail::kept_texts         texts_;
    std::uint32_t              sources_ = 0;
};

}} // namespace leadmetrics

#endif
