// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_CAMPAIGN_NUMBERS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_CAMPAIGN_NUMBERS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/detail/lead_index.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A sorted list of campaigns; the number of a campaign is its index. Copies share the list.
template <class Campaign>
class campaign_list {
public:
    campaign_list() = default;
    explicit campaign_list(std::vector<Campaign> in_order) : all_(std::make_shared<std::vector<Campaign> const>(std::move(in_order))) {}

    [[nodiscard]] std::size_t     size() const noexcept { return all_ ? all_->size() : 0; }
    [[nodiscard]] Campaign const& operator[](std::size_t number) const noexcept { return (*all_)[number]; }
    [[nodiscard]] bool            same_as(campaign_list const& other) const noexcept { return all_ == other.all_; }

    /// Returns the number of a campaign that is in the list.
    [[nodiscard]] std::size_t number_of(Campaign const& one) const
    {
        return static_cast<std::size_t>(std::lower_bound(all_->begin(), all_->end(), one) - all_->begin());
    }
    [[nodiscard]] auto begin() const noexcept { return all_ ? all_->data() : nullptr; }
    [[nodiscard]] auto end() const noexcept { return begin() + size(); }

private:
    std::shared_ptr<std::vector<Campaign> const> all_;
};

/// Returns the union of two lists.
template <class Campaign>
campaign_list<Campaign> joined(campaign_list<Campaign> const& a, campaign_list<Campaign> const& b)
{
    std::vector<Campaign> all;
    all.reserve(a.size() + b.size());
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    return campaign_list<Campaign>{std::move(all)};
}

/// Gives numbers to campaigns in the order in which they first appear. It runs for every touch, so it uses one flat hash table without a node per
/// campaign.
template <class Campaign>
class campaign_numbers {
    static constexpr bool tiny = word_sized<Campaign> && sizeof(Campaign) == 1;

public:
    campaign_numbers() : table_(tiny ? 256 : 64, none) {}

    template <class Said>
    [[gnu::always_inline]] inline event_code operator()(Said const& said)
    {
        if constexpr (tiny) {
            event_code& known = table_[static_cast<unsigned char>(said)];
            if (known == none) [[unlikely]] {
                known = static_cast<event_code>(campaigns_.size());
                campaigns_.push_back(said);
            }
            return known;
        } else {
            std::size_t const hash = hash_of(said);
            for (std::size_t i = hash & (table_.size() - 1);; i = (i + 1) & (table_.size() - 1)) {
                event_code const known = table_[i];
                if (known == none) return add(said, hash, i);
                if (hashes_[known] == hash && same(campaigns_[known], said)) return known;
            }
        }
    }

    /// Returns the number of a campaign that already has one.
    template <class Said>
    [[nodiscard]] [[gnu::always_inline]] inline event_code find(Said const& said) const
    {
        if constexpr (tiny) return table_[static_cast<unsigned char>(said)];
        else
            for (std::size_t hash = hash_of(said), i = hash & (table_.size() - 1);; i = (i + 1) & (table_.size() - 1))
                if (event_code const known = table_[i]; hashes_[known] == hash && same(campaigns_[known], said)) return known;
    }

    [[nodiscard]] std::vector<Campaign> const& all() const noexcept { return campaigns_; }

private:
    static constexpr event_code none = UINT32_MAX;

    template <class Said>
    static std::size_t hash_of(Said const& said)
    {
        return static_cast<std::size_t>(spread(static_cast<std::uint64_t>(id_hash<Campaign>{}(said))));
    }
    template <class Said>
    static bool same(Campaign const& known, Said const& said)
    {
        if constexpr (string_like<Said>) return text_of(known) == text_of(said);
        else return known == said;
    }

    template <class Said>
    [[gnu::noinline]] event_code add(Said const& said, std::size_t hash, std::size_t place)
    {
        auto const number = static_cast<event_code>(campaigns_.size());
        campaigns_.push_back(Campaign(keep(said)));
        hashes_.push_back(hash);
        table_[place] = number;
        if (2 * campaigns_.size() > table_.size()) {
            table_.assign(2 * table_.size(), none);
            for (std::size_t c = 0; c != campaigns_.size(); ++c) {
                std::size_t i = hashes_[c] & (table_.size() - 1);
                while (table_[i] != none) i = (i + 1) & (table_.size() - 1);
                table_[i] = static_cast<event_code>(c);
            }
        }
        return number;
    }

    std::vector<event_code>  table_; // numbers, by the hash of the campaign, with linear probing
    std::vector<std::size_t> hashes_;
    std::vector<Campaign>    campaigns_;
};

/// Merges several numberings into one sorted list. Returns the list and, for each numbering, the new number of each of its campaigns.
template <class Campaign>
auto in_one_list(std::vector<campaign_numbers<Campaign>> const& numberings)
{
    std::vector<Campaign> all;
    for (auto const& one : numberings) all.insert(all.end(), one.all().begin(), one.all().end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > most_campaigns)
        refuse("paths", std::to_string(all.size()) + " campaigns", "there is room for sixteen millions: map campaign to something coarser");
    campaign_list<Campaign> const        list{std::move(all)};
    std::vector<std::vector<event_code>> renumbered;
    for (auto const& one : numberings) {
        auto& to = renumbered.emplace_back();
        for (Campaign const& campaign : one.all()) to.push_back(static_cast<event_code>(list.number_of(campaign)));
    }
    return std::pair{list, std::move(renumbered)};
}

}}} // namespace leadmetrics::detail

#endif
