// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).

// What a program pays for range-v3 and date alone: the headers that first_program.cpp includes through leadmetrics, and some use of them.

#include <date/date.h>

#include <range/v3/iterator/operations.hpp>
#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/primitives.hpp>
#include <range/v3/range/traits.hpp>
#include <range/v3/view/all.hpp>
#include <range/v3/view/drop.hpp>
#include <range/v3/view/stride.hpp>

#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace date::literals;

struct change {
    std::string       lead_id;
    int               stage;
    date::sys_seconds at;
};

template <ranges::forward_range Range>
    requires ranges::viewable_range<Range>
std::map<date::year_month, int> monthly(Range&& changes)
{
    std::map<date::year_month, int> months;
    for (auto&& one : ranges::views::all(changes) | ranges::views::drop(1) | ranges::views::stride(2)) {
        date::year_month_day const day{date::floor<date::days>(one.at)};
        ++months[day.year() / day.month()];
    }
    return months;
}

int main()
{
    date::sys_days const      day = 2024_y / 1 / 1;
    std::vector<change> const changes{{"a", 0, day}, {"b", 0, day}, {"a", 1, day + date::days{40}}};
    for (auto const& [month, n] : monthly(changes)) std::printf("%s: %d\n", date::format("%Y-%m", month).c_str(), n);
}
