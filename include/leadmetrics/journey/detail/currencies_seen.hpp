// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_CURRENCIES_SEEN_HPP
#define LEADMETRICS_JOURNEY_DETAIL_CURRENCIES_SEEN_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// The currencies of amounts that are about to be added up, each with the first record that names it. A record without a currency names none.
class currencies_seen {
public:
    template <class Currency>
    void add(Currency const& currency, char const* kind, std::size_t record)
    {
        if (is_missing(currency)) return;
        std::string named = spell(keep(plain_id(currency)));
        if (std::any_of(seen_.begin(), seen_.end(), [&](auto const& one) { return one.first == named; })) return;
        seen_.emplace_back(std::move(named), std::string{kind} + " " + std::to_string(record));
    }

    /// Refuses amounts in several currencies: they are never added up (definitions, section 11).
    void check(char const* setting, char const* advice) const
    {
        if (seen_.size() < 2) return;
        std::string all = "not set, with amounts in " + std::to_string(seen_.size()) + " currencies";
        for (auto const& [currency, first] : seen_)
            all.append(&currency == &seen_.front().first ? ": " : ", ").append(currency).append(" (first in ").append(first) += ')';
        refuse(setting, all, advice);
    }

private:
    std::vector<std::pair<std::string, std::string>> seen_;
};

}}} // namespace leadmetrics::detail

#endif
