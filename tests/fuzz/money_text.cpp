// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/money_text.hpp>

#include "fuzz/require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lm = leadmetrics;
using leadmetrics_tests::require;

namespace {

std::string written(std::int64_t amount, int decimals, char mark)
{
    std::string digits = std::to_string(amount < 0 ? -amount : amount);
    while (static_cast<int>(digits.size()) <= decimals) digits.insert(0, 1, '0');
    if (decimals != 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, mark);
    return (amount < 0 ? "-" : "") + digits;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    for (char const mark : {'.', ','})
        for (int const decimals : {0, 2, 6}) {
            lm::money_reading const how{.decimal_mark = mark, .decimals = decimals};
            auto const              read = lm::read_money(text, how);
            if (!read) continue;
            auto const again = lm::read_money(written(read->amount, decimals, mark), how);
            require(again.has_value() && again->amount == read->amount && !again->rounded, "an amount that was read is written and read again");
            require(read->currency.empty()
                        || (read->currency.data() >= text.data() && read->currency.data() + read->currency.size() <= text.data() + text.size()),
                    "the currency is a part of the text");
        }
    return 0;
}
