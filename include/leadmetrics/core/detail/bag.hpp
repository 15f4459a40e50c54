// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_BAG_HPP
#define LEADMETRICS_CORE_DETAIL_BAG_HPP

#include <leadmetrics/version.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Observations of which all are kept: two bags add up to one that has those of both, and are equal if they hold the same in whatever order.
template <class T, class Less = std::less<>>
struct bag {
    using value_type = T;

    std::vector<T> all;

    bag& operator+=(bag other)
    {
        if (all.empty()) all = std::move(other.all);
        else all.insert(all.end(), std::make_move_iterator(other.all.begin()), std::make_move_iterator(other.all.end()));
        return *this;
    }
    [[nodiscard]] std::vector<T> sorted() const
    {
        auto result = all;
        if (!std::is_sorted(result.begin(), result.end(), Less{})) std::sort(result.begin(), result.end(), Less{});
        return result;
    }

    template <class Writer>
    void save(Writer& to) const
    {
        auto const in_order = sorted();
        to.number(in_order.size());
        each_run(in_order, [&](auto first, auto last) {
            if (last - first == 1) return to.value(*first);
            std::vector<std::string> equal; // for Less; their bytes may tell them apart
            for (auto one = first; one != last; ++one) equal.push_back(Writer::bytes_of(*one));
            std::sort(equal.begin(), equal.end());
            for (std::string const& one : equal) to.bytes() += one;
        });
    }
    template <class Reader>
    void load(Reader& from)
    {
        for (auto n = from.count(); n != 0; --n) {
            all.push_back(from.template value<T>());
            if (all.size() > 1 && Less{}(all.back(), all[all.size() - 2])) from.damaged("observations are not in their order");
        }
    }
    static void spell_form(auto& to) { to.template list<T>("bag"); }

    friend bool operator==(bag const& a, bag const& b)
    {
        if (a.all.size() != b.all.size()) return false;
        auto const one = a.sorted(), two = b.sorted();
        bool       same = true;
        each_run(one, [&](auto first, auto last) {
            auto const from = two.begin() + (first - one.begin());
            same            = same && std::is_permutation(first, last, from, from + (last - first));
        });
        return same;
    }

private:
    /// Calls visit(first, last) for each run of observations that are equal for Less.
    template <class Visit>
    static void each_run(std::vector<T> const& in_order, Visit const& visit)
    {
        for (auto first = in_order.begin(); first != in_order.end();) {
            auto const last = std::find_if(first, in_order.end(), [&](T const& one) { return Less{}(*first, one); });
            visit(first, last);
            first = last;
        }
    }
};

}}} // namespace leadmetrics::detail

#endif
