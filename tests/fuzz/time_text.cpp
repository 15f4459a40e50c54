// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/time_text.hpp>

#include "fuzz/require.hpp"

#include <date/date.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lm = leadmetrics;
using namespace std::chrono_literals;
using leadmetrics_tests::require;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    for (auto const order : {lm::date_order::iso_only, lm::date_order::day_first, lm::date_order::month_first}) {
        auto const utc = lm::read_time(text, {.order = order}), east = lm::read_time(text, {.zone = lm::fixed_offset{3h}, .order = order});
        require(utc.has_value() == east.has_value(), "whether a text is a time does not depend on the zone");
        if (!utc) continue;
        require(east->at == utc->at || east->at == utc->at - 3h, "a zone moves a time by its offset, or not at all");
        require(!utc->clock_change && !east->clock_change, "clocks that are never set skip and repeat nothing");
        if (date::floor<date::days>(utc->at) >= date::sys_days{date::year{0} / 1 / 1}
            && date::floor<date::days>(utc->at) <= date::sys_days{date::year{9999} / 12 / 31})
            require(lm::read_time(date::format("%FT%TZ", utc->at)) == lm::time_read{utc->at, false},
                    "a time that was read is written and read again");
    }
    return 0;
}
