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

#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace leadmetrics { inline namespace v0_1 {

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
    /// The campaign's place among all campaigns, in their order.
    [[nodiscard]] detail::event_code number() const noexcept { return what_.code(); }

private:
    Store const*  all_ = nullptr;
    detail::event what_{};
};

/// One lead's touches up to a conversion, or those after its last one: a random-access range of them, in the order of definitions, section 2.
/// What reports on attribution are made from, as reports on funnels are from journeys. Made by `lm::paths`; it lives no longer than these.
template <class Store>
class path {
public:
    using duration      = typename Store::duration;
    using campaign_type = typename Store::campaign_type;
    using money_type    = typename Store::money_type;
    using time          = date::sys_time<duration>;

    path() = default;
    /// One that did not convert, of a lead with so many touches and conversions that are used, and no other records.
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

    /// Whether it ends in a conversion. One path a lead does not: its touches after its last conversion, none or many.
    [[nodiscard]] bool converted() const noexcept { return conversion_ != nullptr; }
    /// Whether that is a refund, which has the path of the sale before it.
    [[nodiscard]] bool refund() const noexcept { return converted() && conversion_->code() == detail::refund_code; }

    /// When it converted; of one that did not, when its last touch was. A path that did not convert and has no touch has no date.
    [[nodiscard]] time at() const noexcept { return time{duration{converted() ? conversion_->at : event(size_ - 1).at}}; }
    /// Of a path that converted, and the user's record of it.
    [[nodiscard]] money_type     amount() const { return all_->amount_at(conversion_->record()); }
    [[nodiscard]] decltype(auto) conversion() const { return all_->conversion_at(conversion_->record()); }

    /// How long before `at` touch i was.
    [[nodiscard]] seconds age(std::size_t i) const noexcept
    {
        return detail::to_seconds<duration>(detail::saturated_difference(at().time_since_epoch().count(), event(i).at));
    }

    [[nodiscard]] typename Store::id_type lead_id() const { return all_->lead_id(lead_); }

    [[nodiscard]] detail::campaign_list<campaign_type> const& campaigns() const noexcept { return all_->campaigns(); }
    [[nodiscard]] path_window const&                          window() const noexcept { return all_->window(); }

    /// What became of the lead's records: told by its path that did not convert.
    [[nodiscard]] path_quality quality() const
    {
        if (converted()) return {};
        if (touches_ < 0) return all_->quality_of(lead_);
        path_quality all_used;
        all_used.touches.records = all_used.touches.used = touches_;
        all_used.conversions.records = all_used.conversions.used = conversions_;
        return all_used;
    }

    /// The key of the conversion where the projection takes a conversion, else that of the earliest (or latest) touch; empty where there is
    /// none. And whether all touches agree.
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
            bool                                                 agree  = true;
            std::size_t const                                    chosen = from == key_from::earliest_record ? 0 : size_ - 1;
            for (std::size_t i = 0; i != size_; ++i)
                all_->each_duplicate(lead_, event(i), [&](auto const& record) {
                    auto here = key_of(record);
                    if (!first) first.emplace(here);
                    agree = agree && *first == here;
                    if (i == chosen && (!its || here < *its)) its.emplace(std::move(here)); // of records that are one, the smaller key
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
    std::ptrdiff_t                          touches_ = -1, conversions_ = 0; // of the lead, where all its records are used
    detail::small_vector<detail::event, 16> collapsed_;                      // with that setting, the touches
};

/// A path of any store.
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

/// What a report on paths can be made from, with the message for everything else.
template <class Element>
concept attributable = touch_path<Element> || unsatisfied<"this report is made from paths: hand it lm::paths(touches, conversions, window)", Element>;

} // namespace detail

}} // namespace leadmetrics

#endif
