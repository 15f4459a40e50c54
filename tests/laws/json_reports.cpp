// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Prints, for each metric, a line of JSON with the schema of its reports and reports on fixed and on random records, for schema/validate.py. Ends
// with 1 where a report that was made on several threads, or in parts, has other JSON than the one that was made at once. An argument is the seed of
// the random records; without one, each run has its own.
#include "fixed_inputs.hpp"
#include "subject.hpp"

#include <rapidcheck.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace leadmetrics_tests;

namespace {

any_runner const in_parts{3, [](std::size_t n, std::function<void(std::size_t)> const& task) {
                              for (std::size_t i = n; i-- != 0;) task(i);
                          }};
any_runner const on_threads{4, [](std::size_t n, std::function<void(std::size_t)> const& task) {
                                std::atomic<std::size_t> next{0};
                                std::vector<std::thread> all;
                                for (int thread = 0; thread != 4; ++thread)
                                    all.emplace_back([&] {
                                        for (std::size_t i; (i = next++) < n;) task(i);
                                    });
                                for (auto& one : all) one.join();
                            }};
int differences = 0;

/// Records as the laws draw them.
class random_records {
public:
    explicit random_records(std::uint64_t seed) : random_(seed) {}

    template <class T>
    std::vector<T> of(int size)
    {
        return rc::gen::arbitrary<std::vector<T>>()(random_.split(), size).value();
    }

private:
    rc::Random random_;
};
constexpr int draws = 12;

void print(std::vector<law_family> const& families, std::vector<law_input const*> const& inputs)
{
    for (law_family const& family : families) {
        law_subject const& subject = *family.front();
        std::string        reports;
        for (law_input const* input : inputs) {
            auto const json = subject.json(subject.report(*input));
            for (any_runner const& runner : {in_parts, on_threads}) {
                if (json == subject.json(subject.report(*input, runner))) continue;
                std::fprintf(stderr, "%s: other JSON from parts\n", subject.name.c_str());
                ++differences;
            }
            reports += (reports.empty() ? "" : ",") + json;
        }
        std::printf("{\"name\":\"%s\",\"schema\":%s,\"reports\":[%s]}\n", subject.name.c_str(), subject.json_schema().c_str(), reports.c_str());
    }
}

template <class Input>
std::vector<law_input const*> places(std::deque<Input> const& all)
{
    std::vector<law_input const*> out;
    for (auto const& one : all) out.push_back(&one);
    return out;
}

} // namespace

int main(int count, char** words)
{
    std::uint64_t const seed = count > 1 ? std::strtoull(words[1], nullptr, 10) : std::random_device{}();
    std::fprintf(stderr, "random records of the seed %llu\n", static_cast<unsigned long long>(seed));
    random_records random{seed};

    std::deque<journey_input>   journeys; // inputs stay where they are made
    std::deque<path_input>      paths;
    std::deque<ledger_input>    ledgers;
    std::deque<cash_flow_input> flows;
    for (int const percent : {0, 1, 10}) journeys.emplace_back(fixed_journeys(percent).changes);
    for (int const percent : {0, 10, 100}) {
        auto const contacts = fixed_paths(percent);
        auto const cash     = fixed_cash(percent);
        paths.emplace_back(contacts.touches, contacts.deals);
        flows.emplace_back(cash.costs, cash.revenues);
    }
    for (int const percent : {0, 4, 50}) ledgers.emplace_back(fixed_ledgers(percent).activities);
    for (int i = 0; i != draws; ++i) {
        int const size = 5 + 10 * i;
        journeys.emplace_back(random.of<change>(size));
        paths.emplace_back(random.of<contact>(size), random.of<deal>(size / 2));
        ledgers.emplace_back(random.of<activity>(size));
        flows.emplace_back(random.of<cash>(size), random.of<cash>(size));
    }
    print(journey_families(), places(journeys));
    print(path_families(), places(paths));
    print(ledger_families(), places(ledgers));
    print(cash_flow_families(), places(flows));
    return differences == 0 ? 0 : 1;
}
