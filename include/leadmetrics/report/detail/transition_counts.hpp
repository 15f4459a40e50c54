// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_TRANSITION_COUNTS_HPP
#define LEADMETRICS_REPORT_DETAIL_TRANSITION_COUNTS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/journey/detail/campaign_numbers.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/stats/apportion.hpp>
#include <leadmetrics/stats/detail/bootstrap.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The last campaigns of a path, at most four, in 24 bits each, the latest in the lowest bits. All bits are 1 where there was no campaign yet.
class path_context {
public:
    static constexpr event_code none = 0xff'ffff;

    explicit path_context(unsigned order) noexcept : mask_((uint128{1} << 24 * order) - 1), codes_(mask_) {}
    path_context(unsigned order, uint128 codes) noexcept : mask_((uint128{1} << 24 * order) - 1), codes_(codes) {}

    void                     push(event_code code) noexcept { codes_ = (codes_ << 24 | code) & mask_; }
    [[nodiscard]] uint128    codes() const noexcept { return codes_; }
    [[nodiscard]] event_code code(unsigned place) const noexcept { return static_cast<event_code>(codes_ >> 24 * place) & none; }

private:
    uint128 mask_, codes_;
};

/// Counts how often paths went from the same last campaigns to the same next one, or to an end. Repeats of a campaign in a row count as one. With
/// `replicates` above 0, it also counts the transitions in that many bootstrap samples of the leads.
template <class Campaign>
class transition_counts {
public:
    static constexpr event_code converted = 0xff'fffe, lost = 0xff'fffd;

    explicit transition_counts(unsigned order = 1, std::size_t replicates = 0)
        : order_(order), samples_(replicates), keys_(64, empty), counts_(64 * width())
    {
    }

    template <class Path>
    void add(Path const& path)
    {
        if (!list_.same_as(path.campaigns()) && !contains(path.campaigns()))
            move_to(list_.size() == 0 ? path.campaigns() : joined(list_, path.campaigns()));
        bool const same = list_.same_as(path.campaigns());
        if (samples_ != 0) {
            std::uint64_t const lead = stable_hash(path.lead_id());
            times_.resize(samples_);
            for (std::size_t s = 0; s != samples_; ++s) times_[s] = times_in_sample(lead, s);
        }
        path_context context{order_};
        event_code   before = path_context::none;
        for (std::size_t i = 0; i != path.size(); ++i) {
            event_code code = path[i].number();
            if (!same) code = static_cast<event_code>(list_.number_of(path.campaigns()[code]));
            if (code == before) continue;
            count(context, code);
            context.push(before = code);
        }
        count(context, path.converted() ? converted : lost);
        ++paths_;
        conversions_ += path.converted();
    }

    transition_counts& operator+=(transition_counts const& other)
    {
        if (other.paths_ == 0) return *this;
        if (!list_.same_as(other.list_)) {
            auto const both  = list_.size() == 0 ? other.list_ : joined(list_, other.list_);
            auto       moved = other;
            move_to(both);
            moved.move_to(both);
            return *this += moved;
        }
        other.each([&](uint128 key, std::int64_t const* counts) { add(key, counts); });
        paths_ += other.paths_;
        conversions_ += other.conversions_;
        return *this;
    }

    friend bool operator==(transition_counts const& a, transition_counts const& b)
    {
        if (a.order_ != b.order_ || a.samples_ != b.samples_ || a.paths_ != b.paths_ || a.conversions_ != b.conversions_ || a.used_ != b.used_)
            return false;
        auto const        both = joined(a.list_, b.list_);
        transition_counts one = a, two = b;
        one.move_to(both);
        two.move_to(both);
        bool equal = true;
        one.each([&](uint128 key, std::int64_t const* counts) {
            std::size_t const at = two.place(key);
            equal                = equal && two.keys_[at] == key && std::equal(counts, counts + one.width(), two.counts_.data() + at * two.width());
        });
        return equal;
    }

    /// Calls visit(context, next, counts) for each transition: counts[0] is for all leads, the others for the samples.
    template <class Visit>
    void each_transition(Visit const& visit) const
    {
        each([&](uint128 key, std::int64_t const* counts) {
            visit(path_context{order_, key >> 24}, static_cast<event_code>(key) & path_context::none, counts);
        });
    }

    template <class Writer>
    void save(Writer& to) const
    {
        std::vector<event_code> now(list_.size(), path_context::none); // the number of each campaign among those that occur
        each([&](uint128 key, std::int64_t const*) {
            each_code(key, [&](event_code code) {
                if (code < now.size()) now[code] = 0;
            });
        });
        std::vector<Campaign> occur;
        for (std::size_t i = 0; i != now.size(); ++i)
            if (now[i] == 0) {
                now[i] = static_cast<event_code>(occur.size());
                occur.push_back(list_[i]);
            }
        std::vector<std::pair<uint128, std::int64_t const*>> all;
        each([&](uint128 key, std::int64_t const* counts) { all.emplace_back(renamed(key, now), counts); });
        std::sort(all.begin(), all.end());
        to.value(paths_);
        to.value(conversions_);
        to.value(occur);
        to.number(all.size());
        for (auto const& [key, counts] : all) {
            each_code(key, [&](event_code code) { to.number(code < occur.size() ? code : path_context::none - code + occur.size()); });
            for (std::size_t i = 0; i != width(); ++i) to.value(counts[i]);
        }
    }
    template <class Reader>
    void load(Reader& from)
    {
        paths_       = from.occurrences();
        conversions_ = from.occurrences();
        auto occur   = from.template value<std::vector<Campaign>>();
        for (std::size_t i = 1; i < occur.size(); ++i)
            if (!(occur[i - 1] < occur[i])) from.damaged("campaigns are not in their order");
        std::size_t const campaigns = occur.size();
        if (campaigns >= most_campaigns) from.damaged("there are too many campaigns");
        if (campaigns != 0) list_ = campaign_list<Campaign>{std::move(occur)};
        uint128 before = 0;
        for (std::size_t n = from.count(), i = 0; i != n; ++i) {
            uint128 key = 0;
            for (unsigned place = 0; place <= order_; ++place) {
                std::uint64_t const code = from.number();
                if (code > campaigns + (path_context::none - lost)) from.damaged("a campaign has no name");
                key = key << 24 | (code < campaigns ? static_cast<event_code>(code) : path_context::none - static_cast<event_code>(code - campaigns));
            }
            if (i != 0 && before >= key) from.damaged("transitions are not in their order");
            before                     = key;
            std::int64_t* const counts = counts_of(key);
            for (std::size_t c = 0; c != width(); ++c) counts[c] = from.occurrences();
        }
        if (!are_of_paths()) from.damaged("transitions do not add up to paths");
    }
    static void spell_form(auto& to) { to.template list<Campaign>("transitions"); }

    [[nodiscard]] unsigned                       order() const noexcept { return order_; }
    [[nodiscard]] std::size_t                    samples() const noexcept { return samples_; }
    [[nodiscard]] std::int64_t                   paths() const noexcept { return paths_; }
    [[nodiscard]] std::int64_t                   conversions() const noexcept { return conversions_; }
    [[nodiscard]] campaign_list<Campaign> const& campaigns() const noexcept { return list_; }

private:
    static constexpr uint128 empty = ~uint128{0}; // has more bits than any key

    [[nodiscard]] std::size_t width() const noexcept { return 1 + samples_; }
    [[nodiscard]] bool        contains(campaign_list<Campaign> const& other) const
    {
        return std::includes(list_.begin(), list_.end(), other.begin(), other.end());
    }

    /// Whether the transitions are what paths give: each begins where none has a campaign yet, goes on from where it came to, and ends once.
    [[nodiscard]] bool are_of_paths() const
    {
        struct flow {
            explicit flow(std::size_t columns) : in(columns), out(columns) {}
            std::vector<uint128> in, out; // how often paths came to a context, and went on from it
        };
        std::map<uint128, flow> contexts;
        std::vector<uint128>    converted_ones(width()), lost_ones(width()), all(width());
        bool                    possible = true;
        auto const at = [&](path_context const& context) -> flow& { return contexts.try_emplace(context.codes(), width()).first->second; };
        each([&](uint128 key, std::int64_t const* counts) {
            path_context context{order_, key >> 24};
            auto const   next = static_cast<event_code>(key) & path_context::none;
            bool         any  = false;
            for (unsigned place = order_; place-- != 0;) { // from the earliest
                bool const here = context.code(place) != path_context::none;
                possible        = possible && (here || !any) && (!here || context.code(place) < most_campaigns);
                any             = any || here;
            }
            possible       = possible && counts[0] != 0 && next != path_context::none && next != context.code(0);
            auto const add = [&](std::vector<uint128>& to) {
                for (std::size_t c = 0; c != width(); ++c) to[c] += static_cast<uint128>(counts[c]);
            };
            add(all);
            add(at(context).out);
            context.push(next);
            add(next == converted ? converted_ones : next == lost ? lost_ones : at(context).in);
        });
        flow const& begin = at(path_context{order_});
        for (std::size_t c = 0; c != width(); ++c)
            possible = possible && begin.out[c] == converted_ones[c] + lost_ones[c] && (begin.out[c] != 0) == (all[c] != 0) && all[c] >> 55 == 0;
        for (auto const& [context, its] : contexts) possible = possible && (&its == &begin || its.in == its.out);
        return possible && begin.out[0] == static_cast<uint128>(paths_) && converted_ones[0] == static_cast<uint128>(conversions_);
    }

    [[nodiscard]] std::size_t place(uint128 key) const noexcept
    {
        std::size_t const mask = keys_.size() - 1;
        std::size_t       i =
            static_cast<std::size_t>(spread(static_cast<std::uint64_t>(key) ^ static_cast<std::uint64_t>(key >> 64) * 0x9e3779b97f4a7c15u)) & mask;
        while (keys_[i] != key && keys_[i] != empty) i = (i + 1) & mask;
        return i;
    }
    std::int64_t* counts_of(uint128 key)
    {
        std::size_t at = place(key);
        if (keys_[at] == empty) {
            if (2 * ++used_ > keys_.size()) {
                grow();
                at = place(key);
            }
            keys_[at] = key;
        }
        return counts_.data() + at * width();
    }
    void count(path_context const& context, event_code next)
    {
        std::int64_t* const counts = counts_of(context.codes() << 24 | next);
        ++counts[0];
        for (std::size_t s = 0; s != samples_; ++s) counts[1 + s] += times_[s];
    }
    void add(uint128 key, std::int64_t const* counts)
    {
        std::int64_t* const to = counts_of(key);
        for (std::size_t i = 0; i != width(); ++i) to[i] += counts[i];
    }
    template <class Visit>
    void each(Visit const& visit) const
    {
        for (std::size_t i = 0; i != keys_.size(); ++i)
            if (keys_[i] != empty) visit(keys_[i], counts_.data() + i * width());
    }

    /// Calls visit(code) for each campaign or end in a key, the earliest first.
    template <class Visit>
    void each_code(uint128 key, Visit const& visit) const
    {
        for (unsigned place = order_ + 1; place-- != 0;) visit(static_cast<event_code>(key >> 24 * place) & path_context::none);
    }
    /// Returns a key with the new numbers of its campaigns.
    [[nodiscard]] uint128 renamed(uint128 key, std::vector<event_code> const& now) const
    {
        uint128 moved = 0;
        each_code(key, [&](event_code code) { moved = moved << 24 | (code < now.size() ? now[code] : code); });
        return moved;
    }

    void grow()
    {
        rebuild(2 * keys_.size(), [](uint128 key) { return key; });
    }
    /// Changes all keys to the numbers of another list, which must contain all campaigns of this one.
    void move_to(campaign_list<Campaign> const& list)
    {
        if (list_.same_as(list)) return;
        std::vector<event_code> now;
        for (Campaign const& one : list_) now.push_back(static_cast<event_code>(list.number_of(one)));
        rebuild(keys_.size(), [&](uint128 key) { return renamed(key, now); });
        list_ = list;
    }
    template <class Rename>
    void rebuild(std::size_t size, Rename const& rename)
    {
        auto const keys   = std::exchange(keys_, std::vector<uint128>(size, empty));
        auto const counts = std::exchange(counts_, std::vector<std::int64_t>(size * width()));
        for (std::size_t i = 0; i != keys.size(); ++i) {
            if (keys[i] == empty) continue;
            uint128 const     key = rename(keys[i]);
            std::size_t const at  = place(key);
            keys_[at]             = key;
            std::copy_n(counts.data() + i * width(), width(), counts_.data() + at * width());
        }
    }

    unsigned                  order_;
    std::size_t               samples_;
    campaign_list<Campaign>   list_;
    std::vector<uint128>      keys_; // context and next campaign; at most half of the places are used
    std::vector<std::int64_t> counts_;
    std::size_t               used_  = 0;
    std::int64_t              paths_ = 0, conversions_ = 0;
    std::vector<std::int64_t> times_; // how often each sample contains the lead of the current path
};

}}} // namespace leadmetrics::detail

#endif
