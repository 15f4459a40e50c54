// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/money_text.hpp>

#include "support/law.hpp"

#include <cstdint>
#include <limits>
#include <string>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

std::optional<std::int64_t> cents(std::string const& text, lm::money_reading const& reading = {})
{
    auto const read = lm::read_money(text, reading);
    return read ? std::optional{read->amount} : std::nullopt;
}
lm::money_reading const with_comma{.decimal_mark = ','};

} // namespace

TEST_CASE("an amount is exact to the cent, in every way in which exports write it")
{
    for (char const* const text : {"1234.5", "1234.50", "1,234.50", "$1,234.50", "1,234.50 USD", "USD 1 234.50", "US$ 1'234.50", "1.2345E3",
                                   "12345e-1", " 1,234.50 ", "1234.500000", "€1234.50",
                                   "1\xC2\xA0"
                                   "234.50 €"}) {
        INFO(text);
        CHECK(cents(text) == 123450);
    }
    for (char const* const text : {"1234,5", "1.234,50", "1.234,50 €", "EUR 1 234,50",
                                   "1\xE2\x80\xAF"
                                   "234,50"}) {
        INFO(text);
        CHECK(cents(text, with_comma) == 123450);
    }
    CHECK(cents("0.07") == 7);
    CHECK(cents(".5") == 50);
    CHECK(cents("5.") == 500);
    CHECK(cents("Rs.50") == 5000);
    CHECK(cents("90071992547409.93") == 9007199254740993); // beyond a double
    CHECK(cents("1500", {.decimals = 0}) == 1500);
    CHECK(cents("1.2345", {.decimals = 4}) == 12345);
}

TEST_CASE("groups of two digits are read where they are asked for")
{
    lm::money_reading const indian{.indian = true};
    CHECK(cents("1,23,456.78", indian) == 12345678);
    CHECK(cents("Rs. 12,34,56,789", indian) == 12345678900);
    CHECK(cents("₹ 12,345", indian) == 1234500);
    CHECK(cents("1,234,567.50", indian) == 123456750); // others write in threes
    CHECK(cents("1 23 456,78", {.decimal_mark = ',', .indian = true}) == 12345678);
    for (char const* const text : {"1,23", "1,23,45", "123,45,678", "1,234,56,789", "1,2,345", "1,23,4567"}) {
        INFO(text);
        CHECK_FALSE(cents(text, indian));
    }
    CHECK_FALSE(cents("1,23,456.78"));
}

TEST_CASE("money given back is negative, whoever writes it")
{
    for (char const* const text : {"-12.00", "(12.00)", "$-12", "-$12", "-12 EUR", "12-",
                                   "\xE2\x88\x92"
                                   "12",
                                   "($12.00)"}) {
        INFO(text);
        CHECK(cents(text) == -1200);
    }
    CHECK_FALSE(cents("(-12)"));
}

TEST_CASE("what stands beside the number is its currency")
{
    CHECK(lm::read_money("EUR 12")->currency == "EUR");
    CHECK(lm::read_money("12 €")->currency == "€");
    CHECK(lm::read_money("-$12")->currency == "$");
    CHECK(lm::read_money("12")->currency.empty());
}

TEST_CASE("what is no amount is not taken for one")
{
    for (char const* const text : {"", "-", "n/a", "EUR", "12 pieces", "1.2.3", "12,34", "1,23,456", "1234,50", "1.234,50", "1,2345", "0x10", "1e",
                                   "12 34 5", "EUR 12 USD", "1e400", "92233720368547758.08", "١٢"}) {
        INFO(text);
        CHECK(!cents(text).has_value());
    }
    // A decimal comma where a point is expected, and the other way round, is no group of thousands: it is refused, not multiplied.
    CHECK_FALSE(cents("1234.50", with_comma));
    CHECK_FALSE(cents("12.5", with_comma));
}

TEST_CASE("decimals beyond the minor unit are rounded, halves away from zero, and told")
{
    CHECK(lm::read_money("1.005") == lm::money_read{101, {}, true});
    CHECK(lm::read_money("1.0049999") == lm::money_read{100, {}, true});
    CHECK(lm::read_money("-1.005") == lm::money_read{-101, {}, true});
    CHECK(lm::read_money("1e-30") == lm::money_read{0, {}, true});
    CHECK(lm::read_money("2.00000") == lm::money_read{200, {}, false});
    CHECK(lm::read_money("0.0000000000000001") == lm::money_read{0, {}, true});
}

TEST_CASE("a setting that cannot be is refused")
{
    CHECK_THROWS_WITH(lm::read_money("1", {.decimal_mark = ';'}), says("decimal_mark"));
    CHECK_THROWS_WITH(lm::read_money("1", {.decimals = 7}), says("decimals = 7"));
}

TEST_CASE("any amount of 64 bits is read back")
{
    holds("with a point, with a comma, with a currency, grouped", [](std::int64_t amount) {
        RC_PRE(amount != (std::numeric_limits<std::int64_t>::min)());
        std::string const digits = std::to_string(amount < 0 ? -amount : amount);
        std::string const padded = std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
        std::string const minus  = amount < 0 ? "-" : "";
        std::string const whole = padded.substr(0, padded.size() - 2), rest = padded.substr(padded.size() - 2);
        std::string       grouped = whole;
        for (std::size_t i = whole.size(); i > 3; i -= 3) grouped.insert(i - 3, 1, ',');
        RC_ASSERT(cents(minus + whole + "." + rest) == amount);
        RC_ASSERT(cents(minus + whole + "," + rest, with_comma) == amount);
        RC_ASSERT(cents("EUR " + minus + whole + "." + rest) == amount);
        RC_ASSERT(cents(minus + grouped + "." + rest) == amount);
    });
    holds("any text is read or refused, without harm", [](std::string const& text) { static_cast<void>(lm::read_money(text)); });
}
