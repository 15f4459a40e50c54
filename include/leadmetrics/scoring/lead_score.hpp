// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_LEAD_SCORE_HPP
#define LEADMETRICS_SCORING_LEAD_SCORE_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/scoring/score_quality.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// One lead's score. Instants have the records' precision; each is the first instant of the state it names.
template <class Id, class Duration>
struct lead_score {
    using time = date::sys_time<Duration>;

    Id                  lead_id{};
    double              value       = 0;
    bool                sales_ready = false; ///< at or over the threshold; false where none is set
    bool                cold        = false; ///< no activity has raised the score for `cold_after`, or ever; false where that is not set
    std::optional<time> first_ready;         ///< the first time ever; empty when never, and without a threshold, as the three below
    std::optional<time> ready_since;         ///< the start of the unbroken time up to `as_of`; empty when not ready now
    std::optional<time> last_fell;           ///< the latest fall below the threshold
    std::optional<time> ready_until;         ///< until when, if nothing more happens; empty when not ready now, or when it stays ready for ever
    std::optional<time> last_raised;         ///< the latest activity that raised the score within the limits; empty when none did

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.lead_id, self.value, self.sales_ready, self.cold, self.first_ready, self.ready_since, self.last_fell, self.ready_until,
                        self.last_raised);
    }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"lead_id", self.lead_id},         figure{"value", self.value},
                          figure{"sales_ready", self.sales_ready}, figure{"cold", self.cold},
                          figure{"first_ready", self.first_ready}, figure{"ready_since", self.ready_since},
                          figure{"last_fell", self.last_fell},     figure{"ready_until", self.ready_until},
                          figure{"last_raised", self.last_raised}};
    }
    friend bool operator==(lead_score const&, lead_score const&) = default;
};

/// One lead's score for one product line.
template <class Product, class Id, class Duration>
struct product_score : lead_score<Id, Duration> {
    Product product{};

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tuple_cat(lead_score<Id, Duration>::members(self), std::tie(self.product));
    }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple_cat(lead_score<Id, Duration>::figures(self), std::tuple{figure{"product", self.product}});
    }
    friend bool operator==(product_score const&, product_score const&) = default;
};

namespace detail {

/// The order of ids. Any two types of text, or of integers, can be compared.
template <class A, class B>
bool less_id(A const& a, B const& b)
{
    if constexpr (string_like<A> && string_like<B>) return text_of(a) < text_of(b);
    else if constexpr (std::integral<A> && std::integral<B>) return std::cmp_less(a, b);
    else return id_less<A>(a, b);
}

/// The order of scores: by lead, then product.
struct by_lead {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const
    {
        if (less_id(a.lead_id, b.lead_id)) return true;
        if (less_id(b.lead_id, a.lead_id)) return false;
        if constexpr (requires { a.product < b.product; }) return a.product < b.product;
        else return false;
    }
};

template <class Id>
struct asked_lead {
    Id const& lead_id;
};
template <class Id, class Product>
struct asked_product {
    Id const&      lead_id;
    Product const& product;
};

} // namespace detail

/// Scores sorted by lead, then by product.
template <class Score>
class score_list {
public:
    using value_type     = Score;
    using const_iterator = typename std::vector<Score>::const_iterator;
    using iterator       = const_iterator;

    score_list() = default;
    explicit score_list(std::vector<Score> scores) : all_(std::move(scores))
    {
        if (!std::is_sorted(all_.begin(), all_.end(), detail::by_lead{})) std::sort(all_.begin(), all_.end(), detail::by_lead{});
    }

    [[nodiscard]] const_iterator begin() const noexcept { return all_.begin(); }
    [[nodiscard]] const_iterator end() const noexcept { return all_.end(); }
    [[nodiscard]] std::size_t    size() const noexcept { return all_.size(); }
    [[nodiscard]] bool           empty() const noexcept { return all_.empty(); }

    /// Returns an iterator to the score of a lead, or end(): find(lead), or for scores per product, find(lead, product). Complexity: log n.
    template <class Id, class... Product>
    [[nodiscard]] const_iterator find(Id const& lead, Product const&... product) const
    {
        auto const asked = [&] {
            if constexpr (sizeof...(Product) == 0) return detail::asked_lead<Id>{lead};
            else return detail::asked_product<Id, Product...>{lead, product...};
        }();
        for (auto found = std::lower_bound(all_.begin(), all_.end(), asked, detail::by_lead{});
             found != all_.end() && !detail::by_lead{}(asked, *found); ++found)
            if (found->lead_id == lead) return found; // ids without a `<` are ordered by their hash, and two ids may share one
        return all_.end();
    }
    template <class... Key>
    [[nodiscard]] bool contains(Key const&... key) const
    {
        return find(key...) != end();
    }
    /// Throws std::out_of_range where the lead has no score (ends in `refused_setting` where exceptions are off).
    template <class... Key>
    [[nodiscard]] Score const& at(Key const&... key) const
    {
        auto const found = find(key...);
        if (found == end()) detail::absent("at(lead): this lead has no score: it has no activity as of then; contains(lead) asks");
        return *found;
    }

    friend bool operator==(score_list const&, score_list const&) = default;

private:
    std::vector<Score> all_;
};

}} // namespace leadmetrics

#endif
