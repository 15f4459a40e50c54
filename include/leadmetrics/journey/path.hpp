// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_PATH_HPP
#define LEADMETRICS_JOURNEY_PATH_HPP

#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/small_vector.hpp>
#include <leadmetrics/core/detail/unsatisfied.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/detail/campaign_numbers.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/journey/path_quality.hpp>
#include <leadmetrics/journey/path_window.hpp>
#include <leadmetrics/version.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A touch on a path.
template <class Store>
class path_touch {
public:
    path_touch() = default;
    path_touch(Store const& all, detail::event const& what) noexcept : all_(&all), what_(what) {}

    [[nodiscard]] typename Store::campaign_type const&     campaign() const noexcept { return all_->campaigns()[number()]; }
    [[nodiscard]] date::sys_time<typename Store::duration> at() const noexcept
    {
        return date::sys_time<typename Store::duration>{typename Store::duration{what_.at}};
    }
    /// The user's record.
    [[nodiscard]] decltype(auto) record() const { return all_->touch_at(what_.record()); }
    /// The campaign's index in the sorted list of all campaigns.
    [[nodiscard]] detail::event_code number() const noexcept { return what_.code(); }

private:
    Store const*  all_ = nullptr;
    detail::event what_{};
};

/// One lead's touches up to a conversion, or its touches after the last conversion. This is a random-access range of touches, in the order of
/// definitions, section 2. Reports on attribution are made from paths, as reports on funnels are made from journeys. `lm::paths` makes paths; a path
/// must not outlive the store that made it.
template <class Store>
class path {
public:
    using duration      = typename Store::duration;
    using campaign_type = typename Store::campaign_type;
    using money_type    = typename Store::money_type;
    using time          = date::sys_time<duration>;

    path() = default;
    /// Makes a path that did not convert, of a lead all of whose records are used: so many touches and conversions.
    path(Store const& all, std::size_t lead, detail::event const* first, detail::event const* last, std::ptrdiff_t touches,
         std::ptrdiff_t conversions)
        : path(all, lead, first, last, nullptr)
    {
        touches_     = touches;
        conversions_ = conversions;
    }
    path(Store const& all, std::size_t lead, detail::event const* first, detail::event const* last, detail::event const* conversion)
        : all_(&all), lead_(lead), first_(first), size_(static_cast<std::size_t>(last - first)), conversion_(conversion)
    {
        if (all.window().collapse_repeats) collapse();
    }

    [[nodiscard]] std::size_t       size() const noexcept { return size_; }
    [[nodiscard]] bool              empty() const noexcept { return size_ == 0; }
    [[nodiscard]] path_touch<Store> operator[](std::size_t i) const noexcept { return {*all_, event(i)}; }
    [[nodiscard]] auto              begin() const noexcept { return detail::index_iterator<path>{*this, 0}; }
    [[nodiscard]] auto              end() const noexcept { return detail::index_iterator<path>{*this, size()}; }

    /// Whether the path ends in a conversion. Each lead has one path that does not: its touches after its last conversion, which may be empty.
    [[nodiscard]] bool converted() const noexcept { return conversion_ != nullptr; }
    /// Whether the path ends in a refund. A refund has the path of the sale before it.
    [[nodiscard]] bool refund() const noexcept { return converted() && conversion_->code() == detail::refund_code; }

    /// The instant of the conversion; for a path that did not convert, that of its last touch. Must not be called for an empty path that did not
    /// convert.
    [[nodiscard]] time at() const noexcept { return time{duration{converted() ? conversion_->at : event(size_ - 1).at}}; }
    /// The amount of the conversion and the user's record of it. Must be called only for a path that converted.
    [[nodiscard]] money_type     amount() const { return all_->amount_at(conversion_->record()); }
    [[nodiscard]] decltype(auto) conversion() const { return all_->conversion_at(conversion_->record()); }

    /// Time from touch i to `at()`.
    [[nodiscard]] seconds age(std::size_t i) const noexcept
    {
        return detail::to_seconds<duration>(detail::saturated_difference(at().time_since_epoch().count(), event(i).at));
    }

    [[nodiscard]] typename Store::id_type lead_id() const { return all_->lead_id(lead_); }

    [[nodiscard]] detail::campaign_list<campaign_type> const& campaigns() const noexcept { return all_->campaigns(); }
    [[nodiscard]] path_window const&                          window() const noexcept { return all_->window(); }

    /// What became of all records of the lead. Only the lead's path that did not convert reports this; for other paths the counts are 0.
    [[nodiscard]] path_quality quality() const
    {
        if (converted()) return {};
        if (touches_ < 0) return all_->quality_of(lead_);
        path_quality all_used;
        all_used.touches.records = all_used.touches.used = touches_;
        all_used.conversions.records = all_used.conversions.used = conversions_;
        return all_used;
    }

    /// Returns a key, and whether the records of all touches agree on it. The key is that of the conversion where the projection takes a conversion
    /// (and then the second value is always true), else that of the earliest (or latest, or earliest known) touch. The key is empty where there is no
    /// such record.
    template <class Projection>
    [[nodiscard]] auto key(Projection const& projection, key_from from, instant const&) const
    {
        auto const key_of = [&](auto const& wrapped) { return detail::keep(std::invoke(projection, detail::unwrap(wrapped))); };
        if constexpr (std::invocable<Projection const&, typename Store::conversion_record const&>) {
            std::optional<decltype(key_of(std::declval<typename Store::conversion_record const&>()))> its;
            if (converted()) its.emplace(key_of(conversion()));
            return std::pair{std::move(its), true};
        } else {
            std::optional<decltype(key_of((*this)[0].record()))> its, first;
            bool                                                 agree = true;
            bool                                                 known = false; // whether keys without a value are passed over
            if (from == key_from::earliest_known)
                for (std::size_t i = 0; i != size_; ++i)
                    all_->each_duplicate(lead_, event(i), [&](auto const& record) { known = known || !detail::is_missing(key_of(record)); });
            std::size_t chosen = from == key_from::latest_record ? size_ - 1 : 0;
            for (std::size_t i = 0; i != size_; ++i)
                all_->each_duplicate(lead_, event(i), [&](auto const& record) {
                    auto here = key_of(record);
                    if (known && detail::is_missing(here)) return;
                    if (!first) {
                        first.emplace(here);
                        if (known) chosen = i;
                    }
                    agree = agree && *first == here;
                    if (i == chosen && (!its || here < *its)) its.emplace(std::move(here)); // of duplicate records, the smaller key
                });
            return std::pair{std::move(its), agree};
        }
    }

private:
    [[nodiscard]] detail::event const& event(std::size_t i) const noexcept { return collapsed_.empty() ? first_[i] : collapsed_[i]; }

    void collapse()
    {
        for (std::size_t i = 0; i != size_; ++i)
            if (i == 0 || first_[i].code() != first_[i - 1].code()) collapsed_.push_back(first_[i]);
        size_ = collapsed_.size();
    }

    Store const*                            all_        = nullptr;
    std::size_t                             lead_       = 0;
    detail::event const*                    first_      = nullptr;
    std::size_t                             size_       = 0;
    detail::event const*                    conversion_ = nullptr;
    std::ptrdiff_t                          touches_ = -1, conversions_ = 0; // set where all records of the lead are used
    detail::small_vector<detail::event, 16> collapsed_;                      // the touches, with `collapse_repeats`
};

/// A path made by any store.
template <class P>
concept touch_path = requires(P const& one) {
    typename P::campaign_type;
    typename P::money_type;
    typename P::duration;
    one.lead_id();
    one.converted();
    one.campaigns();
    one.window();
};

namespace detail {

/// The elements that a report on paths accepts; everything else is refused with this message.
template <class Element>
concept attributable = touch_path<Element> || unsatisfied<"this report is made from paths: hand it lm::paths(touches, conversions, window)", Element>;

} // namespace detail

}} // namespace leadmetrics

#endif
