// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_PATH_COUNTS_HPP
#define LEADMETRICS_REPORT_DETAIL_PATH_COUNTS_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/journey/detail/campaign_numbers.hpp>
#include <leadmetrics/journey/detail/event_code.hpp>
#include <leadmetrics/stats/apportion.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The order of paths. (The < of std::vector is wrong for these in libstdc++ 12 on big-endian machines, where it compares too few bytes.)
inline bool is_before(std::vector<event_code> const& a, std::vector<event_code> const& b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](event_code x, event_code y) { return x < y; });
}

/// A path packed into its own key: up to 15 touches of up to 254 campaigns, one byte each, the first touch in the highest byte, so that keys compare
/// as paths do. The few other paths are stored `elsewhere`, in a vector of codes; their key holds the position there.
struct path_key {
    static constexpr std::size_t longest = 15, most_campaigns = 254;

    uint128 bits = 0;

    [[nodiscard]] bool        elsewhere() const noexcept { return (bits & 0xff) != 0; }
    [[nodiscard]] std::size_t first() const noexcept { return static_cast<std::size_t>(bits >> 64); }
    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(static_cast<std::uint64_t>(bits) >> 8); }
    static path_key           at(std::size_t first, std::size_t size) noexcept
    {
        return {static_cast<uint128>(first) << 64 | static_cast<uint128>(size) << 8 | 0xff};
    }

    void                     set(std::size_t i, event_code code) noexcept { bits |= static_cast<uint128>(code + 1) << 8 * (longest - i); }
    [[nodiscard]] event_code get(std::size_t i) const noexcept { return static_cast<event_code>(bits >> 8 * (longest - i)) & 0xff; } // 0: no touch
};

/// A hash table from paths to their counts. A place in the table holds half of a hash and the number of an entry. Entries stand in the order in which
/// they were added, so that a new path costs only one access to distant memory.
template <class Money>
class counted_paths {
public:
    struct entry {
        path_key         key;
        std::int64_t     paths = 0, conversions = 0;
        exact_sum<Money> value{};
    };

    void prefetch(std::uint64_t hash) const noexcept
    {
        if (!table_.empty()) __builtin_prefetch(&table_[place_of(hash)], 1);
    }
    /// Adds the counts of a path. `codes` are the codes of its touches, read only where its key is `elsewhere`.
    void add(std::uint64_t hash, entry what, event_code const* codes)
    {
        if (2 * entries_.size() >= table_.size()) grow();
        std::uint64_t const half = hash >> 32 << 32;
        for (std::size_t i = place_of(hash);; i = (i + 1) & (table_.size() - 1)) {
            if (table_[i] == 0) {
                if (entries_.size() == most_entries) overflow("top_paths: there are more than 4294967294 different paths in one table");
                if (what.key.elsewhere()) {
                    std::size_t const size = what.key.size();
                    what.key               = path_key::at(codes_.size(), size);
                    codes_.insert(codes_.end(), codes, codes + size);
                }
                entries_.push_back(what);
                table_[i] = half | entries_.size();
                return;
            }
            if (table_[i] >> 32 << 32 != half) continue;
            entry& known = entries_[static_cast<std::uint32_t>(table_[i]) - 1];
            if (!same(known.key, what.key, codes)) continue;
            known.paths += what.paths;
            known.conversions += what.conversions;
            known.value += what.value;
            return;
        }
    }

    [[nodiscard]] std::vector<entry>&       entries() noexcept { return entries_; }
    [[nodiscard]] std::vector<entry> const& entries() const noexcept { return entries_; }
    /// Returns the codes of a key that is `elsewhere`; null for any other.
    [[nodiscard]] event_code const* codes(path_key key) const noexcept { return key.elsewhere() ? codes_.data() + key.first() : nullptr; }

    [[nodiscard]] std::vector<event_code> codes_of(path_key key) const
    {
        if (key.elsewhere()) return {codes(key), codes(key) + key.size()};
        std::vector<event_code> result;
        for (std::size_t i = 0; i != path_key::longest; ++i)
            if (event_code const code = key.get(i); code != 0) result.push_back(code - 1);
        return result;
    }

private:
    // The first four bits of the hash choose the table (see path_counts), so they are equal within one table and not used here.
    [[nodiscard]] std::size_t place_of(std::uint64_t hash) const noexcept { return static_cast<std::size_t>(hash << 4 >> (64 - bits_)); }

    [[nodiscard]] bool same(path_key known, path_key other, event_code const* codes_of_other) const
    {
        if (!known.elsewhere() || !other.elsewhere()) return known.bits == other.bits;
        return known.size() == other.size() && std::equal(codes_of_other, codes_of_other + other.size(), codes(known));
    }

    /// Doubles the table. Entries keep their order, as places are the first bits of a hash.
    void grow()
    {
        ++bits_;
        auto const before = std::exchange(table_, std::vector<std::uint64_t>(std::size_t{1} << bits_, 0));
        for (std::uint64_t const one : before) {
            if (one == 0) continue;
            std::size_t i = place_of(one);
            while (table_[i] != 0) i = (i + 1) & (table_.size() - 1);
            table_[i] = one;
        }
    }

    static constexpr std::size_t most_entries = UINT32_MAX - 1; // a slot of the table has 32 bits for the number of an entry

    unsigned                   bits_ = 3;
    std::vector<std::uint64_t> table_; // higher half of a hash, and number of its entry, from 1; at most half of the places are used
    std::vector<entry>         entries_;
    std::vector<event_code>    codes_;
};

/// Counts of paths that have the same campaigns in the same order. They are in 16 tables, chosen by hash, so that threads can merge them.
template <class Campaign, class Money>
class path_counts {
    using table = counted_paths<Money>;

public:
    using entry                         = typename table::entry;
    static constexpr std::size_t tables = 16;

    path_counts() = default;
    path_counts(path_counts const& other) : path_counts() { *this += other; }
    path_counts(path_counts&&) = default;
    path_counts& operator=(path_counts const& other)
    {
        path_counts copy{other};
        return *this = std::move(copy);
    }
    path_counts& operator=(path_counts&&) = default;

    /// Counts one more path, which must have touches.
    template <class Path>
    void add(Path const& path, entry const& what)
    {
        if (!list_.same_as(path.campaigns())) [[unlikely]]
            adopt(path.campaigns());
        bool const same = list_.same_as(path.campaigns());
        add([&](std::size_t i) { return same ? path[i].number() : static_cast<event_code>(list_.number_of(path[i].campaign())); }, path.size(), what);
    }

    path_counts& operator+=(path_counts const& other)
    {
        if (!take_campaigns_of(other)) return *this;
        for (std::size_t t = 0; t != tables; ++t) merge_table(t, other);
        for (std::size_t i = 0; i != other.queued_; ++i) add_coded(other.queue_[i].codes, other.queue_[i].what, other.list_);
        settle();
        return *this;
    }

    /// Merges several counts into one, a table at a time, on a runner's threads.
    template <class Runner>
    static void merge(path_counts& to, std::vector<path_counts*> const& others, Runner const& run)
    {
        to.settle();
        bool same = true; // true for the parts of one range
        for (path_counts* const other : others) {
            other->settle();
            same = (!to.take_campaigns_of(*other) || to.list_.same_as(other->list_)) && same;
        }
        if (!same) {
            for (path_counts const* const other : others) to += *other;
            return;
        }
        run(tables, [&](std::size_t t) {
            for (path_counts const* const other : others) to.merge_table(t, *other);
        });
    }

    friend bool operator==(path_counts const& a, path_counts const& b)
    {
        path_counts const one = a, two = b; // copying empties the queue
        auto const        all = [](path_counts const& from) {
            std::map<std::vector<Campaign>, entry const*> result;
            for (table const& its : from.tables_)
                for (entry const& e : its.entries()) result.emplace(from.named(its.codes_of(e.key)), &e);
            return result;
        };
        auto const x = all(one), y = all(two);
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](auto const& p, auto const& q) {
            return p.first == q.first && p.second->paths == q.second->paths && p.second->conversions == q.second->conversions
                   && p.second->value == q.second->value;
        });
    }

    template <class Writer>
    void save(Writer& to) const
    {
        path_counts const                                             settled = *this; // copying empties the queue
        std::vector<std::pair<std::vector<event_code>, entry const*>> all;
        std::vector<event_code>                                       now(settled.list_.size(), 0); // the campaigns that occur
        for (table const& its : settled.tables_)
            for (entry const& one : its.entries()) {
                all.emplace_back(its.codes_of(one.key), &one);
                for (event_code const code : all.back().first) now[code] = 1;
            }
        std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return is_before(a.first, b.first); });
        std::vector<Campaign> occur;
        for (std::size_t i = 0; i != now.size(); ++i)
            if (now[i] != 0) {
                now[i] = static_cast<event_code>(occur.size());
                occur.push_back(settled.list_[i]);
            }
        to.value(occur);
        to.number(all.size());
        for (auto const& [codes, counts] : all) {
            to.number(codes.size());
            for (event_code const code : codes) to.number(now[code]);
            to.value(counts->paths);
            to.value(counts->conversions);
            to.value(counts->value);
        }
    }
    template <class Reader>
    void load(Reader& from)
    {
        auto occur = from.template value<std::vector<Campaign>>();
        for (std::size_t i = 1; i < occur.size(); ++i)
            if (!(occur[i - 1] < occur[i])) from.damaged("campaigns are not in their order");
        std::size_t const campaigns = occur.size();
        if (campaigns != 0) list_ = campaign_list<Campaign>{std::move(occur)};
        std::vector<event_code> before, codes;
        for (std::size_t n = from.count(); n != 0; --n) {
            codes.clear();
            for (std::size_t size = from.count(); size != 0; --size) {
                std::uint64_t const code = from.number();
                if (code >= campaigns) from.damaged("a campaign has no name");
                codes.push_back(static_cast<event_code>(code));
            }
            if (codes.empty() || (!before.empty() && !is_before(before, codes))) from.damaged("paths are not in their order");
            entry what{};
            what.paths       = from.occurrences();
            what.conversions = from.occurrences();
            from.value(what.value);
            add([&](std::size_t i) { return codes[i]; }, codes.size(), what);
            std::swap(before, codes);
        }
        settle();
    }
    static void spell_form(auto& to) { to.template list<Campaign, exact_sum<Money>>("paths"); }

    /// Moves all queued paths to their tables. (Paths wait in a queue while their places are prefetched.)
    void settle()
    {
        for (std::size_t i = 0; i != queued_; ++i) tables_[queue_[i].hash >> 60].add(queue_[i].hash, queue_[i].what, queue_[i].codes.data());
        queued_ = 0;
    }
    /// Returns a table; `settle` must be called before.
    [[nodiscard]] table&                operator[](std::size_t t) noexcept { return tables_[t]; }
    [[nodiscard]] std::vector<Campaign> named(std::vector<event_code> const& codes) const
    {
        std::vector<Campaign> result;
        for (event_code const code : codes) result.push_back(list_[code]);
        return result;
    }

private:
    static constexpr std::size_t ahead = 16;

    struct waiting {
        std::uint64_t           hash;
        entry                   what;
        std::vector<event_code> codes; // empty where the key holds the path
    };

    static std::uint64_t mixed(std::uint64_t hash, std::uint64_t more) noexcept { return spread(hash * 0x9e3779b97f4a7c15u + more); }
    static std::uint64_t hash_of(path_key key, event_code const* codes) noexcept
    {
        if (!key.elsewhere()) return mixed(static_cast<std::uint64_t>(key.bits), static_cast<std::uint64_t>(key.bits >> 64));
        std::uint64_t hash = key.size();
        for (std::size_t i = 0; i != key.size(); ++i) hash = mixed(hash, codes[i]);
        return hash;
    }

    template <class Codes>
    void add(Codes const& code, std::size_t size, entry const& what)
    {
        waiting& next = queue_[queued_++];
        next.what     = what;
        next.what.key = {};
        if (size <= path_key::longest && list_.size() <= path_key::most_campaigns)
            for (std::size_t i = 0; i != size; ++i) next.what.key.set(i, code(i));
        else {
            next.what.key = path_key::at(0, size);
            next.codes.resize(size);
            for (std::size_t i = 0; i != size; ++i) next.codes[i] = code(i);
        }
        next.hash = hash_of(next.what.key, next.codes.data());
        tables_[next.hash >> 60].prefetch(next.hash);
        if (queued_ == ahead) settle();
    }
    void add_coded(std::vector<event_code> const& codes, entry const& what, campaign_list<Campaign> const& list)
    {
        auto const its  = what.key.elsewhere() ? codes : table{}.codes_of(what.key);
        bool const same = list_.same_as(list);
        add([&](std::size_t i) { return same ? its[i] : static_cast<event_code>(list_.number_of(list[its[i]])); }, its.size(), what);
    }

    /// Returns false if `other` is empty; else adds its campaigns to this list.
    [[nodiscard]] bool take_campaigns_of(path_counts const& other)
    {
        if (other.list_.size() == 0) return false;
        if (!list_.same_as(other.list_)) adopt(other.list_);
        return true;
    }
    void merge_table(std::size_t t, path_counts const& other)
    {
        constexpr std::size_t far  = 12;
        auto const&           from = other.tables_[t].entries();
        if (list_.same_as(other.list_)) {
            auto const hash = [&](std::size_t i) { return hash_of(from[i].key, other.tables_[t].codes(from[i].key)); };
            for (std::size_t i = 0; i != from.size(); ++i) {
                if (i + far < from.size() && !from[i + far].key.elsewhere()) tables_[t].prefetch(hash(i + far));
                tables_[t].add(hash(i), from[i], other.tables_[t].codes(from[i].key));
            }
        } else
            for (entry const& one : from) renamed(other.tables_[t].codes_of(one.key), one, other.list_);
    }
    /// Adds an entry of another list under the numbers of this list, to whichever table it belongs. (Lists that differ are merged on one thread.)
    void renamed(std::vector<event_code> codes, entry const& what, campaign_list<Campaign> const& list)
    {
        for (event_code& code : codes) code = static_cast<event_code>(list_.number_of(list[code]));
        add([&](std::size_t i) { return codes[i]; }, codes.size(), what);
    }

    /// Adds the campaigns of another list to this one.
    void adopt(campaign_list<Campaign> const& list)
    {
        if (list_.size() != 0 && std::includes(list_.begin(), list_.end(), list.begin(), list.end())) return;
        path_counts with_both;
        with_both.list_ = list_.size() == 0 ? list : joined(list_, list);
        if (list_.size() != 0) with_both += *this;
        *this = std::move(with_both);
    }

    campaign_list<Campaign>    list_;
    std::array<table, tables>  tables_;
    std::array<waiting, ahead> queue_;
    std::size_t                queued_ = 0;
};

}}} // namespace leadmetrics::detail

#endif
