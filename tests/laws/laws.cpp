// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "laws.hpp"

#include <leadmetrics/core/bytes.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <string>

namespace leadmetrics_tests {

void keeps_laws_of_summaries(law_subject const& subject, law_input const& input, std::uint32_t seed)
{
    auto const whole  = subject.summarize(input);
    auto const report = subject.report(input);
    RC_ASSERT(subject.finish(whole) == report);

    std::vector<std::size_t> order(input.size());
    for (std::size_t i = 0; i != order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), std::mt19937{seed});
    RC_ASSERT(subject.summarize(input, order) == whole);

    std::vector<std::vector<std::size_t>> thirds(3);
    for (std::size_t i = 0; i != order.size(); ++i) thirds[i % 3].push_back(order[i]);
    auto const third    = [&](std::size_t i) { return subject.summarize(input, thirds[i]); };
    auto       forward  = third(0);
    auto       backward = third(2);
    auto       inner    = third(1);
    subject.merge(forward, third(1));
    subject.merge(forward, third(2));
    subject.merge(inner, third(0));
    subject.merge(backward, inner);
    RC_ASSERT(forward == whole);
    RC_ASSERT(backward == whole);
    RC_ASSERT(subject.finish(backward) == report);

    auto streamed = subject.zero(input);
    for (std::size_t const i : order) subject.add(streamed, input, i);
    RC_ASSERT(streamed == whole);

    auto twice = whole, copied = whole;
    subject.merge_with_itself(twice);
    subject.merge(copied, whole);
    RC_ASSERT(twice == copied);
    // Bytes: what is loaded is what was saved, and equal summaries have equal bytes, however they were made.
    auto const bytes  = subject.save(whole);
    auto       loaded = subject.load(bytes);
    RC_ASSERT(loaded == whole);
    RC_ASSERT(subject.finish(loaded) == report);
    RC_ASSERT(subject.save(loaded) == bytes);
    RC_ASSERT(subject.save(forward) == bytes);
    RC_ASSERT(subject.save(backward) == bytes);
    RC_ASSERT(subject.save(streamed) == bytes);
    auto travelled = subject.load(subject.save(third(0)));
    subject.merge(travelled, subject.load(subject.save(third(2))));
    subject.merge(travelled, third(1));
    RC_ASSERT(subject.save(travelled) == bytes);
    subject.merge(loaded, whole);
    RC_ASSERT(subject.save(loaded) == subject.save(twice));

    auto const once_counts = subject.counts(report), twice_counts = subject.counts(subject.finish(twice));
    RC_ASSERT(once_counts.size() == twice_counts.size());
    for (std::size_t i = 0; i != once_counts.size(); ++i) RC_ASSERT(twice_counts[i] == 2 * once_counts[i]);
}

void refuses_foreign_summaries(law_family const& family, law_input const& input)
{
    for (auto const& one : family)
        for (auto const& other : family) {
            if (one == other) continue;
            auto const mine = one->summarize(input), theirs = other->summarize(input);
            auto       kept = mine, foreign = theirs;
            auto const refused = [&](auto const& what) {
                try {
                    what();
                    return false;
                } catch (std::invalid_argument const& refusal) {
                    std::string const message = refusal.what();
                    return message.find(one->settings(mine)) != std::string::npos && message.find(other->settings(theirs)) != std::string::npos;
                }
            };
            auto const refused_bytes = [](auto const& what, std::string const& ours, std::string const& other_settings) {
                try {
                    what();
                    return false;
                } catch (std::invalid_argument const& refusal) {
                    std::string const message = refusal.what();
                    return message.find(ours) != std::string::npos && message.find(other_settings) != std::string::npos;
                }
            };
            RC_ASSERT(!(mine == theirs));
            RC_ASSERT(refused([&] { one->merge(kept, theirs); }));
            RC_ASSERT(refused([&] { one->merge(foreign, mine); }));
            RC_ASSERT(refused([&] { one->finish(theirs); }));
            if (input.size() != 0) RC_ASSERT(refused([&] { one->add(foreign, input, 0); }));
            // Functions without a name cannot be told apart in bytes; all other settings are.
            auto const my_bytes = one->save(mine), their_bytes = other->save(theirs);
            auto const said = leadmetrics::describe(my_bytes), they_say = leadmetrics::describe(their_bytes);
            if (said.settings != they_say.settings) RC_ASSERT(refused_bytes([&] { one->load(their_bytes); }, said.settings, they_say.settings));
            else RC_ASSERT(said.settings.find("without a name") != std::string::npos);
            RC_ASSERT((said.fingerprint == they_say.fingerprint) == (said.settings == they_say.settings));
            RC_ASSERT(kept == mine);
            RC_ASSERT(foreign == theirs);
        }
}

} // namespace leadmetrics_tests
