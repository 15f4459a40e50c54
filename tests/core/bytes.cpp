// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/calendar/window.hpp>
#include <leadmetrics/core/by.hpp>
#include <leadmetrics/core/bytes.hpp>
#include <leadmetrics/core/named.hpp>
#include <leadmetrics/core/together.hpp>
#include <leadmetrics/journey/journeys.hpp>
#include <leadmetrics/journey/ledgers.hpp>
#include <leadmetrics/report/directly_follows.hpp>
#include <leadmetrics/report/efficiency.hpp>
#include <leadmetrics/report/mql.hpp>
#include <leadmetrics/report/roi.hpp>
#include <leadmetrics/report/sla.hpp>
#include <leadmetrics/report/velocity.hpp>
#include <leadmetrics/report/volume.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;
using namespace date::literals;
using date::days;

namespace {

enum class tier : std::uint8_t { small, large };

struct region {
    int number;

    friend bool operator==(region, region)  = default;
    friend auto operator<=>(region, region) = default;
};

struct change {
    std::string                 lead_id;
    int                         stage;
    date::sys_seconds           at;
    std::string                 source{};
    std::optional<tier>         size{};
    date::year_month_day        begun{};
    std::optional<std::int32_t> owner{};
    region                      where{};
};

date::sys_seconds const   start = date::sys_days{2024_y / 1 / 1}, closed = start + days{60};
std::vector<change> const changes{{"a", 1, start, "web", tier::small, 2024_y / 1 / 1, 7, {1}},
                                  {"a", 2, start + days{5}, "web", tier::large, 2024_y / 1 / 2, 7, {1}},
                                  {"b", 1, start + days{9}, "fair", {}, 2024_y / 2 / 29, -3, {2}},
                                  {"c", 3, start + days{40}, "", {}, 2024_y / 1 / 2, {}, {300}}};
lm::funnel const          pipeline{1, 2, 3};

using journey = lm::journey_of<change, int>;

template <class Metric>
std::string saved(Metric const& metric)
{
    return lm::save(metric, metric.summarize(lm::journeys(changes, pipeline)));
}

/// The bytes, with other contents, number and checksum that agree with each other.
std::string sealed(std::string bytes)
{
    bytes.resize(bytes.size() - lm::detail::saved_header::checksum);
    lm::detail::saved_header::seal(bytes);
    return bytes;
}

lm::velocity const velocity{pipeline, {.as_of = closed}};

} // namespace

template <>
struct leadmetrics::saved_form<region> {
    static std::string to(region one) { return "region " + std::to_string(one.number); }
    static region      from(std::string const& form)
    {
        if (!form.starts_with("region ")) throw std::invalid_argument("no region: " + form);
        return {std::stoi(form.substr(7))};
    }
};

TEST_CASE("a summary comes back from its bytes, and a report is made of it as of the one that was saved")
{
    auto const journeys = lm::journeys(changes, pipeline);
    auto const summary  = velocity.summarize(journeys);
    auto const loaded   = lm::load<journey>(velocity, lm::save(velocity, summary));
    CHECK(loaded == summary);
    CHECK(velocity.finish(loaded) == velocity(journeys));
    CHECK(lm::save(velocity, loaded) == lm::save(velocity, summary));
    static_assert(std::is_same_v<decltype(loaded), lm::summary<decltype(velocity), lm::element_of<decltype(journeys)>> const>);
}

TEST_CASE("keys of every kind come back")
{
    auto const comes_back = [](auto const& metric) {
        auto const journeys = lm::journeys(changes, pipeline);
        auto const bytes    = saved(metric);
        auto const loaded   = lm::load<journey>(metric, bytes);
        CHECK(loaded == metric.summarize(journeys));
        CHECK(metric.finish(loaded) == metric(journeys));
        CHECK(lm::save(metric, loaded) == bytes);
    };
    lm::efficiency const efficiency{pipeline, {.as_of = closed}};
    comes_back(lm::by(&change::source, efficiency));
    comes_back(lm::by(&change::size, efficiency));
    comes_back(lm::by(&change::begun, efficiency));
    comes_back(lm::by(&change::owner, efficiency));
    comes_back(lm::by(&change::where, efficiency));
    comes_back(lm::by(&change::at, efficiency));
    comes_back(lm::by([](change const& one) { return std::pair{one.source.empty(), std::chrono::minutes{one.stage}}; }, efficiency));
    comes_back(lm::by([](change const& one) { return static_cast<float>(one.stage) / -2; }, efficiency));
    comes_back(lm::by([](change const& one) { return std::vector{one.source, one.lead_id}; }, efficiency));
    comes_back(lm::by(&change::source, &change::owner, lm::quarterly(efficiency)));
    comes_back(lm::daily(lm::weekly(lm::monthly(lm::yearly(efficiency)))));
}

TEST_CASE("bytes say what they are")
{
    auto const bytes =
        saved(lm::by(lm::named("source", &change::source), lm::together(velocity, lm::monthly(lm::volume{pipeline, {.as_of = closed}}))));
    auto const said = lm::describe(bytes + "others");
    CHECK(said.format == 1);
    CHECK(said.metric == "by(together(velocity, windows(volume)))");
    CHECK(said.settings.starts_with("by{key: \"source\"; together{velocity{stages: 1, 2, 3"));
    CHECK(said.size == bytes.size());
    CHECK(said == lm::describe(std::vector<unsigned char>(bytes.begin(), bytes.end())));
}

TEST_CASE("bytes go wherever bytes can go")
{
    auto const             summary = velocity.summarize(lm::journeys(changes, pipeline));
    auto const             bytes   = lm::save(velocity, summary);
    std::ostringstream     stream;
    std::vector<std::byte> list;
    std::string            text;
    lm::save(velocity, summary, stream);
    lm::save(velocity, summary, std::back_inserter(list));
    lm::save(velocity, summary, std::back_inserter(text));
    CHECK(stream.str() == bytes);
    CHECK(text == bytes);
    CHECK(lm::load<journey>(velocity, list) == summary);
}

TEST_CASE("bytes of something else are refused, each with its own words")
{
    auto const bytes = saved(velocity);
    CHECK_THROWS_WITH(lm::load<journey>(velocity, std::string{}), says("0 bytes: they are no saved summary"));
    CHECK_THROWS_WITH(lm::load<journey>(velocity, std::string{"lead_id,stage,at\n1,2,3\n"}), says("they are no saved summary"));
    CHECK_THROWS_WITH(lm::load<journey>(velocity, saved(lm::efficiency{pipeline, {.as_of = closed}})),
                      says("load = a summary of efficiency: expected one of velocity"));
    CHECK_THROWS_WITH(lm::load<journey>(velocity, saved(lm::velocity{pipeline, {.as_of = closed + days{1}}})),
                      says("as_of: 2024-03-02T00:00:00Z") && says("as_of: 2024-03-01T00:00:00Z") && says("give both the same"));
    CHECK_THROWS_WITH(lm::load<journey>(velocity, bytes + bytes), says("and others follow it"));

    auto newer = bytes;
    newer[8]   = 2;
    CHECK_THROWS_WITH(lm::load<journey>(velocity, newer), says("load = format 2") && says("reads formats up to 1"));
}

TEST_CASE("bytes of records with other types are refused: instants of another precision, other keys")
{
    struct fine_change {
        std::string                               lead_id;
        int                                       stage;
        date::sys_time<std::chrono::milliseconds> at;
        int                                       source;
    };
    CHECK_THROWS_WITH((lm::load<lm::journey_of<fine_change, int>>(velocity, saved(velocity))), says("in 1/1 s") && says("in 1/1000 s"));
    lm::efficiency const efficiency{pipeline, {.as_of = closed}};
    CHECK_THROWS_WITH((lm::load<lm::journey_of<fine_change, int>>(lm::by(lm::named("source", &fine_change::source), efficiency),
                                                                  saved(lm::by(lm::named("source", &change::source), efficiency)))),
                      says("parts(text") && says("parts(integer"));
}

TEST_CASE("names tell functions apart in bytes, places do where there are no names")
{
    lm::efficiency const efficiency{pipeline, {.as_of = closed}};
    CHECK_THROWS_WITH(
        lm::load<journey>(lm::by(lm::named("lead", &change::lead_id), efficiency), saved(lm::by(lm::named("source", &change::source), efficiency))),
        says("\"lead\"") && says("\"source\""));
    CHECK_NOTHROW(lm::load<journey>(lm::by(&change::lead_id, efficiency), saved(lm::by(&change::source, efficiency))));
    CHECK_THROWS_WITH(lm::named("", &change::source), says("named.name"));
    auto const journeys = lm::journeys(changes, pipeline);
    CHECK(lm::by(lm::named("source", &change::source), efficiency)(journeys) == lm::by(&change::source, efficiency)(journeys));
    CHECK(lm::by(lm::latest(lm::named("source", &change::source)), efficiency)(journeys)
          == lm::by(lm::latest(&change::source), efficiency)(journeys));
}

TEST_CASE("cut bytes, and bytes of which one was changed, are refused")
{
    auto const bytes  = saved(lm::by(&change::source, lm::monthly(velocity)));
    auto const metric = lm::by(&change::source, lm::monthly(velocity));
    for (std::size_t size = 0; size != bytes.size(); ++size) CHECK_THROWS_AS(lm::load<journey>(metric, bytes.substr(0, size)), std::invalid_argument);
    for (std::size_t i = 0; i != bytes.size(); ++i)
        for (char const bit : {'\x01', '\x80'}) {
            auto other = bytes;
            other[i]   = static_cast<char>(other[i] ^ bit);
            CHECK_THROWS_AS(lm::load<journey>(metric, other), std::invalid_argument);
            CHECK_THROWS_AS(lm::describe(other), std::invalid_argument);
        }
    CHECK_THROWS_WITH(lm::load<journey>(metric, bytes.substr(0, bytes.size() - 1)), says("they were cut"));
    auto other = bytes;
    other[bytes.size() - 9] ^= 1;
    CHECK_THROWS_WITH(lm::load<journey>(metric, other), says("their checksum does not agree"));
}

TEST_CASE("bytes that were made to harm are refused, though their checksum agrees")
{
    lm::sla const sla{pipeline, {.as_of = closed, .start = 1, .response = 2, .allowance = days{1}}};
    auto const    bytes = saved(sla);
    auto const    head  = bytes.size() - lm::detail::saved_header::checksum
                      - static_cast<std::size_t>(lm::detail::saved_header::read(lm::detail::as_bytes(bytes), false).second.size());
    for (std::size_t i = head; i != bytes.size() - lm::detail::saved_header::checksum; ++i)
        for (int byte = 0; byte != 256; ++byte) {
            auto other = bytes;
            other[i]   = static_cast<char>(byte);
            try {
                auto const loaded = lm::load<journey>(sla, sealed(other)); // some are summaries of other records
                CHECK(lm::load<journey>(sla, lm::save(sla, loaded)) == loaded);
            } catch (std::invalid_argument const&) {
            }
        }
    // counts that would allocate gigabytes
    std::string const header = bytes.substr(0, head);
    for (std::string const& payload : {std::string(10, '\xff'), std::string(40, '\x7f'), std::string{"\xff\xff\xff\xff\x0f", 5}, std::string{}}) {
        INFO(payload.size());
        CHECK_THROWS_WITH(lm::load<journey>(sla, sealed(header + payload + "1234")), says("damaged bytes"));
    }
    CHECK_THROWS_WITH(lm::load<journey>(sla, sealed(bytes.substr(0, bytes.size() - 4) + "x1234")), says("bytes are left behind the summary"));
}

TEST_CASE("bytes whose counts contradict each other, or are more than records can be, are refused")
{
    auto const refused = [](auto const& metric, auto content, char const* why) {
        auto const bytes = lm::save(metric, lm::detail::summary_access::make(metric, std::move(content)));
        CHECK_THROWS_WITH(lm::load<journey>(metric, bytes), says("damaged bytes") && says(why));
    };
    auto moved           = velocity.zero<journey>();
    moved.steps[0].moved = 1; // and no time of it
    refused(velocity, moved, "counts contradict each other");

    auto const handed_over             = [](auto reason) { return lm::mql{pipeline, {.as_of = closed, .qualified = 1, .accepted = 2}, reason}; };
    auto const mql                     = handed_over(lm::named("source", &change::source));
    auto       rejected                = mql.zero<journey>();
    rejected.by_reason.counts["price"] = INT64_MAX;
    refused(mql, rejected, "a count is none");

    lm::velocity const rough{pipeline, {.as_of = closed, .durations = lm::precision::within_half_percent}};
    auto               histogram = rough.zero<journey>();
    histogram.quality.records    = std::int64_t{1} << 48;
    refused(rough, histogram, "a count is none");

    lm::directly_follows const flow{&change::stage, {.as_of = closed}};
    using steps = lm::ledger_of<change>;
    auto edge   = flow.zero<steps>();
    edge.edges.at({1, 2});
    auto const bytes = lm::save(flow, lm::detail::summary_access::make(flow, edge));
    CHECK_THROWS_WITH(lm::load<steps>(flow, bytes), says("counts contradict each other"));

    struct spent {
        std::string    campaign;
        date::sys_days at;
        std::int64_t   amount;
    };
    using cash = lm::cash_flow_of<spent, spent>;
    lm::roi const roi{{.as_of = closed}};
    auto          open                   = roi.zero<cash>();
    open.campaigns.at("fair").open_leads = INT64_MAX;
    CHECK_THROWS_WITH(lm::load<cash>(roi, lm::save(roi, lm::detail::summary_access::make(roi, open))), says("a count is none"));
}

TEST_CASE("what a user's form refuses is refused, and nothing is loaded")
{
    lm::efficiency const efficiency{pipeline, {.as_of = closed}};
    auto const           bytes = saved(lm::by(&change::where, efficiency));
    auto                 other = bytes;
    other.replace(other.find("region 300"), 6, "nation");
    CHECK_THROWS_WITH(lm::load<journey>(lm::by(&change::where, efficiency), sealed(other)), "no region: nation 300");
}

TEST_CASE("CRC-32C, the example of RFC 3720")
{
    std::vector<unsigned char> bytes(32);
    CHECK(lm::detail::crc32c(bytes) == 0x8a9136aa);
    for (std::size_t i = 0; i != bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i);
    CHECK(lm::detail::crc32c(bytes) == 0x46dd794e);
    std::string const digits = "123456789";
    CHECK(lm::detail::crc32c(lm::detail::as_bytes(digits)) == 0xe3069283);
}
