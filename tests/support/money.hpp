// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_MONEY_HPP
#define LEADMETRICS_TESTS_SUPPORT_MONEY_HPP

// Generators of messy costs and revenues, and an example of a user's own money type.

#include "twin.hpp"

#include <rapidcheck.h>

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>

namespace leadmetrics_tests {

struct cash {
    std::string                 campaign;
    std::optional<sys_seconds>  at;
    std::optional<std::int64_t> amount;
    std::string                 event_id; // if empty, the record is never a duplicate

    auto sort_key() const { return std::tuple{*at, campaign, *amount}; }
};

inline std::ostream& operator<<(std::ostream& out, cash const& c)
{
    return out << "{\"" << c.campaign << "\", " << (c.at ? (*c.at - epoch).count() : -1) << "s, " << c.amount.value_or(-999) << ", \"" << c.event_id
               << "\"}";
}

/// The user's own money type: an amount in cents.
class decimal {
public:
    decimal() = default;
    explicit decimal(std::int64_t cents) : cents_(cents) {}
    friend decimal operator+(decimal a, decimal b) { return decimal{a.cents_ + b.cents_}; }
    friend decimal operator-(decimal a, decimal b) { return decimal{a.cents_ - b.cents_}; }
    friend bool    operator<(decimal a, decimal b) { return a.cents_ < b.cents_; }
    friend bool    operator==(decimal a, decimal b) { return a.cents_ == b.cents_; }
    explicit       operator long double() const { return static_cast<long double>(cents_) / 100; }

private:
    std::int64_t cents_ = 0;
};

} // namespace leadmetrics_tests

namespace rc {

template <>
struct Arbitrary<leadmetrics_tests::cash> {
    static auto arbitrary()
    {
        using namespace leadmetrics_tests;
        auto const at     = gen::map(gen::inRange(0, 320), [](int n) { return std::optional<sys_seconds>{epoch + 6h * n}; });
        auto const amount = gen::map(gen::weightedOneOf<std::int64_t>({{6, gen::inRange<std::int64_t>(-300, 1500)}, {2, gen::just<std::int64_t>(0)}}),
                                     [](std::int64_t n) { return std::optional{n}; });
        return gen::build<cash>(
            gen::set(&cash::campaign, gen::element<std::string>("search", "fair", "gift", "")),
            gen::set(&cash::at, gen::weightedOneOf<std::optional<sys_seconds>>({{9, at}, {1, gen::just(std::optional<sys_seconds>{})}})),
            gen::set(&cash::amount, gen::weightedOneOf<std::optional<std::int64_t>>({{9, amount}, {1, gen::just(std::optional<std::int64_t>{})}})),
            gen::set(&cash::event_id, gen::element<std::string>("", "", "", "1", "2", "3")));
    }
};

} // namespace rc

#endif
