// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/stats/apportion.hpp>

#include "support/law.hpp"

#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace lm = leadmetrics;

namespace leadmetrics_tests {

/// Money that is made of a long double, in cents.
class rounded {
public:
    rounded() = default;
    explicit rounded(long double units) : cents_(static_cast<std::int64_t>(units * 100)) {}
    friend rounded operator+(rounded a, rounded b) { return of(a.cents_ + b.cents_); }
    friend rounded operator-(rounded a, rounded b) { return of(a.cents_ - b.cents_); }
    friend bool    operator<(rounded a, rounded b) { return a.cents_ < b.cents_; }
    friend bool    operator==(rounded a, rounded b) { return a.cents_ == b.cents_; }
    explicit       operator long double() const { return static_cast<long double>(cents_) / 100; }
    static rounded of(std::int64_t cents)
    {
        rounded result;
        result.cents_ = cents;
        return result;
    }

private:
    std::int64_t cents_ = 0;
};

} // namespace leadmetrics_tests

using namespace leadmetrics_tests;

TEST_CASE("an amount is split to the unit, by the largest remainder")
{
    using shares = std::vector<std::int64_t>;
    CHECK(lm::apportion<std::int64_t>(10001, {1, 1, 1, 1}) == shares{2501, 2500, 2500, 2500});
    CHECK(lm::apportion<std::int64_t>(-10001, {1, 1, 1, 1}) == shares{-2501, -2500, -2500, -2500});
    CHECK(lm::apportion<std::int64_t>(10, {1, 2, 4}) == shares{1, 3, 6}); // 1.43, 2.86, 5.71
    CHECK(lm::apportion<std::int64_t>(0, {1, 2}) == shares{0, 0});
    CHECK(lm::apportion<std::int64_t>(7, {0, 5, 0}) == shares{0, 7, 0});
    CHECK(lm::apportion<std::int64_t>(std::numeric_limits<std::int64_t>::min(), {1, 1})
          == shares{std::numeric_limits<std::int64_t>::min() / 2, std::numeric_limits<std::int64_t>::min() / 2});
    CHECK(lm::apportion<std::uint64_t>(std::numeric_limits<std::uint64_t>::max(), {std::uint64_t{1} << 62, std::uint64_t{1} << 62})
          == std::vector{std::uint64_t{1} << 63, (std::uint64_t{1} << 63) - 1});
    CHECK(lm::apportion(1.0, {1, 3}) == std::vector{0.25, 0.75});
    CHECK(lm::apportion(rounded::of(100), {1, 1, 1, 0}) == std::vector{rounded::of(33), rounded::of(33), rounded::of(34), rounded::of(0)});
    CHECK_THROWS_WITH(lm::apportion<std::int64_t>(1, {0, 0}), says("apportion.weights"));
    CHECK_THROWS_WITH(lm::apportion<std::int64_t>(1, {}), says("apportion.weights"));
}

TEST_CASE("laws of apportioning")
{
    holds("shares add up, are off by less than one, and grow with weights",
          [](std::int64_t amount, std::vector<std::uint32_t> const& random, bool large) {
              std::vector<std::uint64_t> weights;
              std::uint64_t              total = 0;
              for (std::uint32_t const r : random) {
                  weights.push_back(large ? static_cast<std::uint64_t>(r) << 20 : r % 10);
                  total += weights.back();
              }
              if (total == 0) return;
              auto const   shares = lm::apportion(amount, weights);
              std::int64_t sum    = 0;
              for (std::size_t i = 0; i != shares.size(); ++i) {
                  sum += shares[i];
                  long double const exact = static_cast<long double>(amount) * static_cast<long double>(weights[i]) / static_cast<long double>(total);
                  RC_ASSERT(std::abs(static_cast<long double>(shares[i]) - exact) < 1 + 1e-15L * std::abs(exact));
                  for (std::size_t j = 0; j != i; ++j) // of equal weights the first gets what is left over
                      if (weights[i] == weights[j]) RC_ASSERT((amount >= 0 ? shares[j] >= shares[i] : shares[j] <= shares[i]));
              }
              RC_ASSERT(sum == amount);
          });
}
