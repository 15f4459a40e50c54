// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// What an adapter costs: journeys from a vendor's records beside journeys from records that speak the library's words, and from Arrow columns beside
// an array of structs. Ten million changes, ids as text. Each pair is measured in turn, so that a ratio is of one run.

#include <leadmetrics/leadmetrics.hpp>

#include <date/date.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace lm = leadmetrics;

namespace {

enum class phase : std::uint8_t { lead, mql, sql, won, lost };
using time_point = date::sys_time<std::chrono::milliseconds>;

struct own_change { // the library's words
    std::string lead_id;
    phase       stage;
    time_point  at;
};
struct own_text_change { // the same, with stages as text
    std::string lead_id, stage;
    time_point  at;
};
struct LeadHistory { // Salesforce's words
    std::string LeadId, NewValue;
    time_point  CreatedDate;
};
struct LeadHistoryText { // as a CSV file has them
    std::string LeadId, NewValue, CreatedDate;
};

constexpr char const* statuses[] = {"Open - Not Contacted", "Working - Contacted", "Qualified", "Closed - Converted", "Closed - Lost"};

/// An id of 18 characters, whose last three say which of the others are capitals.
std::string salesforce_id(std::uint64_t lead)
{
    std::string text = "00Q5e0000000000";
    for (std::size_t k = 0; k != 9; ++k, lead /= 52) text[6 + k] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[lead % 52];
    for (std::size_t part = 0; part != 3; ++part) {
        std::size_t capitals = 0;
        for (std::size_t k = 0; k != 5; ++k) capitals |= static_cast<std::size_t>(text[part * 5 + k] >= 'A' && text[part * 5 + k] <= 'Z') << k;
        text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[capitals];
    }
    return text;
}

/// Columns by the layout of Arrow.
struct arrow_columns {
    std::string                    letters[2];
    std::vector<std::int32_t>      offsets[2]{{0}, {0}};
    std::vector<std::int64_t>      times;
    std::vector<void const*>       buffers[4];
    std::vector<lm::arrow_schema>  schemas;
    std::vector<lm::arrow_array>   arrays;
    std::vector<lm::arrow_schema*> schema_children;
    std::vector<lm::arrow_array*>  array_children;
    lm::arrow_schema               schema{};
    lm::arrow_array                array{};

    explicit arrow_columns(std::vector<own_text_change> const& all)
    {
        for (auto const& one : all) {
            letters[0] += one.lead_id;
            letters[1] += one.stage;
            for (int i = 0; i != 2; ++i) offsets[i].push_back(static_cast<std::int32_t>(letters[i].size()));
            times.push_back(one.at.time_since_epoch().count());
        }
        auto const n   = static_cast<std::int64_t>(all.size());
        auto const add = [&](char const* name, char const* format, std::vector<void const*>& held) {
            schemas.push_back({format, name, nullptr, 0, 0, nullptr, nullptr, [](lm::arrow_schema*) {}, nullptr});
            arrays.push_back({n, 0, 0, static_cast<std::int64_t>(held.size()), 0, held.data(), nullptr, nullptr, [](lm::arrow_array*) {}, nullptr});
        };
        for (std::size_t i = 0; i != 2; ++i) buffers[i] = {nullptr, offsets[i].data(), letters[i].data()};
        buffers[2] = {nullptr, times.data()};
        buffers[3] = {nullptr};
        add("lead_id", "u", buffers[0]);
        add("stage", "u", buffers[1]);
        add("at", "tsm:UTC", buffers[2]);
        for (auto& one : schemas) schema_children.push_back(&one);
        for (auto& one : arrays) array_children.push_back(&one);
        schema = {"+s", "", nullptr, 0, 3, schema_children.data(), nullptr, [](lm::arrow_schema*) {}, nullptr};
        array  = {n, 0, 0, 1, 3, buffers[3].data(), array_children.data(), nullptr, [](lm::arrow_array*) {}, nullptr};
    }
    arrow_columns(arrow_columns const&)            = delete;
    arrow_columns& operator=(arrow_columns const&) = delete;
};

template <class Work>
double seconds_of(Work const& work, std::size_t& leads)
{
    auto const start = std::chrono::steady_clock::now();
    leads            = work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Measures two works in turn, and prints how many times as long the second takes: the median of several rounds.
template <class Baseline, class Work>
void compare(char const* what, Baseline const& baseline, Work const& work)
{
    std::vector<double> ratios, first, second;
    for (int round = 0; round != 8; ++round) {
        std::size_t  a = 0, b = 0;
        double const x = seconds_of(baseline, a), y = seconds_of(work, b);
        if (a != b) std::printf("%s: %zu leads and %zu leads\n", what, a, b), std::exit(1);
        if (round == 0) continue; // the first touch of the memory
        first.push_back(x);
        second.push_back(y);
        ratios.push_back(y / x);
    }
    for (auto* all : {&ratios, &first, &second}) std::sort(all->begin(), all->end());
    std::printf("%-72s %.2f times as long (best %.2f)\n", what, ratios[ratios.size() / 2], second[0] / first[0]);
}

} // namespace

int main(int argc, char** argv)
{
    std::size_t const            events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
    std::mt19937_64              random{7};
    std::vector<own_change>      own;
    std::vector<own_text_change> own_text;
    std::vector<LeadHistory>     history;
    std::vector<LeadHistoryText> history_text;
    for (std::size_t i = 0; i != events; ++i) {
        auto const       id     = salesforce_id(random() % (events * 3 / 10 + 1) * 1'000'003);
        auto const       status = static_cast<std::size_t>(random() % 5);
        time_point const at{std::chrono::milliseconds{1'700'000'000'000 + static_cast<std::int64_t>(i) * 3'000}};
        own.push_back({id, static_cast<phase>(status), at});
        own_text.push_back({id, statuses[status], at});
        history.push_back({id, statuses[status], at});
        history_text.push_back({id, statuses[status], date::format("%FT%T+0000", at)});
    }
    arrow_columns const         columns(own_text);
    lm::arrow_table const       table{columns.schema, columns.array};
    lm::vocabulary<phase> const words{
        {statuses[0], phase::lead}, {statuses[1], phase::mql}, {statuses[2], phase::sql}, {statuses[3], phase::won}, {statuses[4], phase::lost}};
    lm::funnel const pipeline      = lm::funnel{phase::lead, phase::mql, phase::sql, phase::won}.lost_at(phase::lost);
    lm::funnel const text_pipeline = lm::funnel<std::string>{statuses[0], statuses[1], statuses[2], statuses[3]}.lost_at(statuses[4]);

    auto const from_own      = [&] { return lm::journeys(own, pipeline).size(); };
    auto const from_own_text = [&] { return lm::journeys(own_text, text_pipeline).size(); };
    compare("LeadHistory, times as instants, beside own records with enumerators", from_own, [&] {
        auto const changes = history | lm::salesforce::lead_history(words);
        return lm::journeys(changes, pipeline).size();
    });
    compare("LeadHistory, times as instants, beside own records with texts", from_own_text, [&] {
        auto const changes = history | lm::salesforce::lead_history(words);
        return lm::journeys(changes, pipeline).size();
    });
    compare("LeadHistory, all as text, beside own records with enumerators", from_own, [&] {
        auto const changes = history_text | lm::salesforce::lead_history(words);
        return lm::journeys(changes, pipeline).size();
    });
    compare("Arrow columns beside an array of structs with texts", from_own_text, [&] {
        lm::arrow_stage_changes const changes{table, {}};
        return lm::journeys(changes, text_pipeline).size();
    });
}
