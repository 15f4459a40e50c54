// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_LEAD_ALIASES_HPP
#define LEADMETRICS_ADAPTER_LEAD_ALIASES_HPP

#include <leadmetrics/adapter/detail/value_text.hpp>
#include <leadmetrics/adapter/null_words.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// Ids of different records that mean the same lead: a lead that became a contact and an opportunity, or a lead that was merged into another.
///
///     lm::lead_aliases same;
///     same.join("lead-1", "contact-7");     // the contact that the lead became
///     same.join("lead-1", "lead-2");        // lead-2 was merged into lead-1
///
/// An id may also be that of a lead that was deleted and not merged into another. Adapters leave out all records about such a lead, also those of the
/// contact and the deals that it became, and count them.
///
/// Adapters that have these aliases among their settings use one id for all records of a lead. That is the smallest of those ids that were only ever
/// the first argument of `join` or, where all were also the second argument (a circle), the smallest of all. So the order of the calls of `join` does
/// not matter. Ids are texts. Complexity: a look-up costs O(1).
class lead_aliases {
public:
    lead_aliases()                                   = default;
    lead_aliases(lead_aliases&&) noexcept            = default;
    lead_aliases& operator=(lead_aliases&&) noexcept = default;

    /// Declares that two ids mean the same lead. Does nothing where one of them is empty or stands for null.
    void join(std::string_view lead, std::string_view other)
    {
        lead  = detail::trimmed(lead);
        other = detail::trimmed(other);
        if (lead.empty() || other.empty() || lead == other || stands_for_null(lead) || stands_for_null(other)) return;
        std::size_t const a = number_of(lead), b = number_of(other);
        bool const        was_on_the_right = std::exchange(ids_[b].on_the_right, true);
        if (group& theirs = groups_[ids_[b].group]; !was_on_the_right && theirs.name == b)
            for (std::size_t const i : theirs.members) theirs.name = better(i, theirs.name);
        unite(ids_[a].group, ids_[b].group);
    }

    /// Returns the one id that is used for a lead. Returns an id that was never joined unchanged.
    [[nodiscard]] std::string_view operator()(std::string_view id) const
    {
        auto const found = numbers_.find(id);
        return found == numbers_.end() ? id : std::string_view{*ids_[groups_[ids_[found->second].group].name].text};
    }

    /// Declares that a lead was deleted: records about it are left out.
    void was_deleted(std::string_view id)
    {
        id = detail::trimmed(id);
        if (!id.empty() && !stands_for_null(id)) deleted_.emplace(id);
    }
    /// Whether an id was declared so, or all leads that it is joined to (the ids that were only ever the first argument of `join`).
    [[nodiscard]] bool is_deleted(std::string_view id) const
    {
        if (deleted_.find(id) != deleted_.end()) return true;
        auto const found = numbers_.find(id);
        if (found == numbers_.end()) return false;
        auto const& members = groups_[ids_[found->second].group].members;
        auto const  lead    = [&](std::size_t i) { return !ids_[i].on_the_right; };
        return std::any_of(members.begin(), members.end(), lead) && std::all_of(members.begin(), members.end(), [&](std::size_t i) {
                   return !lead(i) || deleted_.find(*ids_[i].text) != deleted_.end();
               });
    }
    [[nodiscard]] std::size_t deleted() const noexcept { return deleted_.size(); }

    /// Returns how many ids were joined to others: the number of ids that are not the one id of their lead.
    [[nodiscard]] std::size_t joined() const noexcept
    {
        std::size_t n = 0;
        for (group const& one : groups_) n += one.members.empty() ? 0 : one.members.size() - 1;
        return n;
    }
    /// Calls use(id, others) for each lead that has several ids, with the one id and all ids.
    template <class Use>
    void each_joined(Use const& use) const
    {
        for (group const& one : groups_) {
            if (one.members.size() < 2) continue;
            std::vector<std::string_view> all;
            all.reserve(one.members.size());
            for (std::size_t const i : one.members) all.emplace_back(*ids_[i].text);
            use(std::string_view{*ids_[one.name].text}, all);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
    [[nodiscard]] bool        empty() const noexcept { return ids_.empty(); }

private:
    struct entry {
        std::string const* text;
        std::size_t        group;
        bool               on_the_right = false;
    };
    struct group {
        std::size_t              name;
        std::vector<std::size_t> members;
    };
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    std::size_t number_of(std::string_view id)
    {
        if (auto const found = numbers_.find(id); found != numbers_.end()) return found->second;
        std::size_t const number = ids_.size();
        auto const        place  = numbers_.emplace(std::string{id}, number).first;
        ids_.push_back({&place->first, number});
        groups_.push_back({number, {number}});
        return number;
    }
    [[nodiscard]] std::size_t better(std::size_t i, std::size_t j) const
    {
        auto const rank = [this](std::size_t k) { return std::pair{ids_[k].on_the_right, std::string_view{*ids_[k].text}}; };
        return rank(i) < rank(j) ? i : j;
    }
    void unite(std::size_t a, std::size_t b)
    {
        if (a == b) return;
        if (groups_[a].members.size() < groups_[b].members.size()) std::swap(a, b);
        for (std::size_t const i : groups_[b].members) {
            ids_[i].group = a;
            groups_[a].members.push_back(i);
        }
        groups_[a].name = better(groups_[a].name, groups_[b].name);
        groups_[b].members.clear();
    }

    std::unordered_map<std::string, std::size_t, text_hash, std::equal_to<>> numbers_;
    std::vector<entry>                                                       ids_;
    std::vector<group>                                                       groups_;
    std::unordered_set<std::string, text_hash, std::equal_to<>>              deleted_;
};

}} // namespace leadmetrics

#endif
