// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Saves summaries of fixed records and prints their bytes, which must be the same on every machine.
#include <leadmetrics/leadmetrics.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lm = leadmetrics;
using namespace date::literals;
using date::days;
using std::chrono::hours;

namespace {

struct change {
    std::string              lead_id;
    int                      stage;
    date::sys_seconds        at;
    std::string              source;
    std::optional<long long> amount;
};
struct contact {
    long long         lead_id;
    std::string       campaign;
    date::sys_seconds at;
};
struct deal {
    long long         lead_id;
    date::sys_seconds at;
    double            amount;
};
struct flow {
    std::string       campaign;
    date::sys_seconds at;
    std::int64_t      amount;
};
struct activity {
    long long         lead_id;
    date::sys_seconds at;
    int               kind;
};

std::uint64_t state = 7;
int           any(int below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(below));
}

date::sys_seconds const start = date::sys_days{2024_y / 1 / 1}, closed = start + days{90};
date::sys_seconds       instant() { return start + std::chrono::seconds{any(95 * 86400)}; }
char const* const       names[] = {"web", "fair", "mail \xc3\xa4", ""};

void print(std::string_view name, std::string const& bytes)
{
    std::printf("%.*s %zu ", static_cast<int>(name.size()), name.data(), bytes.size());
    for (char const byte : bytes) std::printf("%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    std::printf("\n");
}

template <class Metric, class Elements>
void save(std::string_view name, Metric const& metric, Elements const& elements)
{
    auto const summary = metric.summarize(elements);
    auto const bytes   = lm::save(metric, summary);
    bool const same    = lm::load<lm::element_of<Elements const&>>(metric, bytes) == summary;
    print(same ? name : "NOT LOADED AS SAVED", bytes);
}

} // namespace

int main()
{
    std::vector<change>   changes;
    std::vector<contact>  touches;
    std::vector<deal>     deals;
    std::vector<flow>     costs, revenues;
    std::vector<activity> activities;
    for (int i = 0; i != 3000; ++i) {
        changes.push_back(
            {"lead " + std::to_string(any(900)), any(5), instant(), names[any(4)], any(3) == 0 ? std::nullopt : std::optional{any(1'000'000) - 9LL}});
        touches.push_back({any(500) - 100LL, names[any(4)], instant()});
        activities.push_back({any(400) * 1'000'000'007LL, instant(), any(4)});
        if (i % 10 == 0) deals.push_back({any(500) - 100LL, instant(), any(100'000) / 7.0 - 1});
        if (i % 20 == 0) costs.push_back({names[any(4)], instant(), any(1'000'000)});
        if (i % 30 == 0) revenues.push_back({names[any(4)], instant(), any(3'000'000) - 500'000});
    }

    lm::funnel const   pipeline = lm::funnel{0, 1, 2, 3}.lost_at(4);
    auto const         journeys = lm::journeys(changes, pipeline);
    lm::velocity const velocity{pipeline, {.as_of = closed}, lm::named("amount", &change::amount)};
    save("velocity", velocity, journeys);
    save("velocity within half a percent", lm::velocity{pipeline, {.as_of = closed, .durations = lm::precision::within_half_percent}}, journeys);
    save("by source, by month",
         lm::by(lm::named("source", &change::source), lm::monthly(lm::together(velocity, lm::volume{pipeline, {.as_of = closed}}))), journeys);
    save("service level", lm::sla{pipeline, {.as_of = closed, .start = 1, .response = 2, .allowance = hours{30}}}, journeys);
    save("hand-over", lm::mql{pipeline, {.as_of = closed, .qualified = 1, .accepted = 2}, lm::named("source", &change::source)}, journeys);

    lm::attribution_settings const window{.as_of = closed, .lookback = days{30}};
    auto const                     paths = lm::paths(touches, deals, window);
    save("attribution", lm::attribution{lm::position_based{}, window}, paths);
    save("attribution by a chain", lm::attribution{lm::markov{2, {.bootstrap = 5}}, window}, paths);
    save("top paths", lm::top_paths{{.as_of = closed}}, paths);
    save("path lengths", lm::path_lengths{{.as_of = closed}}, paths);

    save("return on investment", lm::daily(lm::roi{{.as_of = closed}}), lm::cash_flows(costs, revenues));

    lm::scoring_model const model{lm::rule{"visit", [](activity const& one) { return one.kind == 0; }, 2.5}.at_most(3),
                                  lm::rule{"demo", [](activity const& one) { return one.kind == 1; }, 7.125}};
    auto const              ledgers = lm::ledgers(activities);
    save("scores", lm::scores{model, {.as_of = closed, .sales_ready = 9}}, ledgers);
    save("flow", lm::directly_follows{&activity::kind, {.as_of = closed}}, ledgers);
}
