// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/core/detail/saved_value.hpp>
#include <leadmetrics/stats/samples.hpp>

#include "support/law.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

using leadmetrics::precision;
using leadmetrics::samples;

namespace {

std::vector<std::int64_t> ascending(samples from)
{
    from.settle();
    std::vector<std::int64_t> all;
    for (samples::ascending next{from}; !next.done();) {
        std::int64_t const value = next.value();
        all.insert(all.end(), static_cast<std::size_t>(next.take(value)), value);
    }
    return all;
}

/// Durations of all sizes, none negative.
std::vector<std::int64_t> durations(std::vector<std::int64_t> raw)
{
    for (std::size_t i = 0; i != raw.size(); ++i) raw[i] = (raw[i] & INT64_MAX) >> (i * 7 % 63);
    return raw;
}

} // namespace

TEST_CASE("exact samples come back sorted, however they were added and merged")
{
    leadmetrics_tests::holds("as std::sort", [](std::vector<std::int64_t> const& raw) {
        auto    values = durations(raw);
        samples whole, left, right;
        for (std::size_t i = 0; i != values.size(); ++i) {
            whole.add(values[i]);
            (i % 3 == 0 ? left : right).add(values[i]);
        }
        right += left;
        std::sort(values.begin(), values.end());
        RC_ASSERT(ascending(whole) == values);
        RC_ASSERT(right == whole);
        RC_ASSERT(whole.size() == static_cast<std::int64_t>(values.size()));
    });
}

TEST_CASE("many samples, more than one piece holds")
{
    samples                   many;
    std::vector<std::int64_t> twin;
    for (std::int64_t i = 0; i != 300'000; ++i) {
        std::int64_t const value = i * 7919 % 1'000'003;
        many.add(value);
        twin.push_back(value);
    }
    std::sort(twin.begin(), twin.end());
    CHECK(ascending(many) == twin);
    many.add(1);
    CHECK_FALSE(ascending(many) == twin);
}

TEST_CASE("bounded samples keep each value to the stated error, in a fixed size")
{
    auto const   bound = GENERATE(std::pair{precision::within_half_percent, 0.005}, std::pair{precision::within_three_percent, 0.0323});
    auto const   kept  = bound.first;
    double const error = bound.second;
    leadmetrics_tests::holds("relative error", [kept, error](std::vector<std::int64_t> const& raw) {
        auto    values = durations(raw);
        samples rounded{kept};
        for (std::int64_t const v : values) rounded.add(v);
        std::sort(values.begin(), values.end());
        auto const back = ascending(rounded);
        RC_ASSERT(back.size() == values.size());
        for (std::size_t i = 0; i != back.size(); ++i)
            RC_ASSERT(std::abs(static_cast<double>(back[i]) - static_cast<double>(values[i])) <= error * static_cast<double>(values[i]));
    });
    leadmetrics_tests::holds("splitting changes nothing", [kept](std::vector<std::int64_t> const& raw) {
        samples    whole{kept}, left{kept}, right{kept};
        auto const values = durations(raw);
        for (std::size_t i = 0; i != values.size(); ++i) {
            whole.add(values[i]);
            (i % 2 ? left : right).add(values[i]);
        }
        left += right;
        RC_ASSERT(left == whole);
    });
}

TEST_CASE("samples come back from their bytes, of all sizes and numbers, and bytes that are cut are refused")
{
    using namespace leadmetrics::detail;
    leadmetrics_tests::holds("bytes of samples", [](std::vector<std::int64_t> const& raw, bool exact) {
        auto const values = durations(raw);
        samples    whole{exact ? precision::exact : precision::within_half_percent}, loaded = whole;
        for (int times = 0; times != 3; ++times) // more than one block
            for (std::int64_t const value : values) whole.add(value >> times);
        std::string const bytes = byte_writer::bytes_of(whole);
        byte_reader       from{{reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()}};
        from.value(loaded);
        RC_ASSERT(from.left() == 0u);
        RC_ASSERT(loaded == whole);
        RC_ASSERT(byte_writer::bytes_of(loaded) == bytes);
        for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 7) {
            samples     cut{exact ? precision::exact : precision::within_half_percent};
            byte_reader part{{reinterpret_cast<unsigned char const*>(bytes.data()), size}};
            RC_ASSERT_THROWS_AS(part.value(cut), std::invalid_argument);
        }
    });
}
