// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/journeys.hpp>

#include <leadmetrics/journey/ignored_records.hpp>

#include "support/law.hpp"
#include "support/twin.hpp"

#include <range/v3/view/filter.hpp>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <array>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

/// What any kind of journeys says of its leads, in an order that can be compared.
template <class Journeys>
auto read(Journeys const& journeys, lm::instant as_of = closing)
{
    using id = lm::detail::kept<decltype((*journeys.begin()).lead_id())>;
    std::map<id, std::vector<std::int64_t>> leads;
    for (auto const& one : journeys) {
        auto const progress = one.progress(as_of);
        auto&      entries  = leads[lm::detail::keep(one.lead_id())];
        for (std::size_t i = 0; i != one.stages().size(); ++i) entries.push_back(progress.entered(i) ? progress.entry(i) : -1);
        entries.push_back(static_cast<std::int64_t>(progress.outcome()));
    }
    return leads;
}

struct by_text {
    std::string lead_id;
    phase       stage;
    sys_seconds at;
};
struct by_view {
    std::string_view lead_id;
    phase            stage;
    sys_seconds      at;
};
struct by_array {
    char        lead_id[4];
    phase       stage;
    sys_seconds at;
};
struct uuid {
    std::uint64_t high, low;
    friend bool   operator==(uuid const&, uuid const&)  = default;
    friend auto   operator<=>(uuid const&, uuid const&) = default;
};
struct by_uuid {
    uuid        lead_id;
    phase       stage;
    sys_seconds at;
};

} // namespace

template <>
struct std::hash<uuid> {
    std::size_t operator()(uuid const& id) const noexcept { return id.high & 1; } // as bad as a hash can be
};

TEST_CASE("journeys are the twin's, whatever the records")
{
    holds("entries, outcomes, quality", [](std::vector<change> const& changes) {
        auto const       books    = close_books(changes, closing);
        auto const       journeys = lm::journeys(changes, pipeline());
        lm::data_quality quality;
        std::size_t      leads = 0;
        for (auto const& one : journeys) {
            auto const progress = one.progress(closing);
            quality += progress.quality();
            if (!progress.is_lead()) continue;
            ++leads;
            auto const twin = std::find_if(books.leads.begin(), books.leads.end(), [&](twin_lead const& l) { return l.id == one.lead_id(); });
            RC_ASSERT(twin != books.leads.end());
            for (int stage = 0; stage != 4; ++stage) {
                auto const s = static_cast<std::size_t>(stage);
                RC_ASSERT(progress.entered(s) == twin->entered(stage));
                RC_ASSERT(progress.reached(s) == twin->reached(stage));
                if (twin->entered(stage)) RC_ASSERT(progress.entry_time(s) == twin->entry.at(stage));
                if (twin->reached(stage)) RC_ASSERT(progress.as_time(progress.reached_at(s)) == twin->reached_at(stage));
            }
            RC_ASSERT(progress.first_entry() == twin->first_entry());
            RC_ASSERT(static_cast<int>(progress.outcome()) == static_cast<int>(twin->outcome));
            if (twin->outcome == twin_outcome::lost) RC_ASSERT(progress.as_time(progress.lost_at()) == twin->lost_at);
            RC_ASSERT(one.key(&change::source, lm::key_from::earliest_record, closing).first == twin->source);
            RC_ASSERT(one.key(&change::source, lm::key_from::latest_record, closing).first == twin->latest_source);
        }
        RC_ASSERT(leads == books.leads.size());
        RC_ASSERT(quality == books.quality);
    });
}

TEST_CASE("every record that is not used can be listed, as many as are counted")
{
    holds("listed as counted", [](std::vector<change> const& changes) {
        auto const       journeys = lm::journeys(changes, pipeline());
        auto const       ignored  = lm::ignored_records(journeys, closing);
        lm::data_quality listed;
        for (auto const& one : ignored) listed.add(one.reason);
        auto const quality = close_books(changes, closing).quality;
        RC_ASSERT(listed.missing_time == quality.missing_time);
        RC_ASSERT(listed.unknown_stage == quality.unknown_stage);
        RC_ASSERT(listed.duplicates == quality.duplicates);
        RC_ASSERT(listed.after_as_of == quality.after_as_of);
        RC_ASSERT(static_cast<std::int64_t>(ignored.size()) == quality.records - quality.used);
        for (auto const& one : ignored)
            if (one.reason == lm::record_fate::missing_time) RC_ASSERT(!changes[one.record].at);
    });
}

TEST_CASE("ids of every kind group alike")
{
    holds("integers, text, views, arrays, hashable types", [](std::vector<change> changes) {
        std::erase_if(changes, [](change const& c) { return !c.at; });
        std::vector<by_text>  text;
        std::vector<by_view>  views;
        std::vector<by_array> arrays;
        std::vector<by_uuid>  uuids;
        text.reserve(changes.size());
        for (change const& c : changes) {
            auto const id = static_cast<std::uint64_t>(c.lead_id);
            text.push_back({std::string(3, static_cast<char>('a' + c.lead_id)), c.stage, *c.at});
            views.push_back({text.back().lead_id, c.stage, *c.at});
            arrays.push_back({{}, c.stage, *c.at});
            text.back().lead_id.copy(arrays.back().lead_id, 3);
            uuids.push_back({{id % 3, id / 3}, c.stage, *c.at});
        }
        auto const plain = read(lm::journeys(changes, pipeline()));
        auto const named = read(lm::journeys(text, pipeline()));
        RC_ASSERT(named.size() == plain.size());
        for (auto const& [id, entries] : plain) RC_ASSERT(named.at(std::string(3, static_cast<char>('a' + id))) == entries);
        RC_ASSERT(read(lm::journeys(views, pipeline())) == named);
        RC_ASSERT(read(lm::journeys(arrays, pipeline())) == named);
        auto const hashed = read(lm::journeys(uuids, pipeline()));
        for (auto const& [id, entries] : plain)
            RC_ASSERT(hashed.at({static_cast<std::uint64_t>(id) % 3, static_cast<std::uint64_t>(id) / 3}) == entries);
    });
}

TEST_CASE("any forward range: lists, views, pointers, references, records made on the way")
{
    std::vector<change> const changes{
        {1, phase::lead, epoch, "web", {}}, {2, phase::lead, epoch, "web", {}}, {1, phase::won, epoch + days{3}, "web", {}}};
    auto const funnel = pipeline();
    auto const known  = read(lm::journeys(changes, funnel));

    std::list<change> const         list(changes.begin(), changes.end());
    std::forward_list<change> const forward(changes.begin(), changes.end());
    CHECK(read(lm::journeys(list, funnel)) == known);
    CHECK(read(lm::journeys(forward, funnel)) == known);

    std::vector<change const*>                        pointers;
    std::vector<std::reference_wrapper<change const>> references;
    std::vector<std::shared_ptr<change>>              shared;
    for (change const& c : changes) {
        pointers.push_back(&c);
        references.push_back(c);
        shared.push_back(std::make_shared<change>(c));
    }
    CHECK(read(lm::journeys(pointers, funnel)) == known);
    CHECK(read(lm::journeys(references, funnel)) == known);
    CHECK(read(lm::journeys(shared, funnel)) == known);

    CHECK(read(lm::journeys(changes | ranges::views::filter([](change const& c) { return c.lead_id == 1; }), funnel)).size() == 1);
    auto const made = changes | ranges::views::transform([](change const& c) {
                          return by_text{std::string(40, static_cast<char>('a' + c.lead_id)), c.stage, *c.at};
                      });
    CHECK(read(lm::journeys(made, funnel)).at(std::string(40, 'b')) == known.at(1));
    std::array<change, 3> const fixed{changes[0], changes[1], changes[2]};
    CHECK(read(lm::journeys(fixed, funnel)) == known);
    std::vector<change> const none;
    CHECK(lm::journeys(none, funnel).empty());
}

TEST_CASE("a mapping given at the call")
{
    struct row {
        int         a, b;
        sys_seconds t;
    };
    struct words {
        int row::* lead_id    = &row::a;
        int row::*  stage     = &row::b;
        sys_seconds row::* at = &row::t;
    };
    std::vector<row> const rows{{7, 0, epoch}, {7, 1, epoch + 1h}};
    lm::funnel const       funnel{0, 1};
    auto const             journeys = lm::journeys(rows, funnel, words{});
    CHECK(journeys.size() == 1);
    CHECK(journeys[0].lead_id() == 7);
    CHECK(journeys[0].progress(closing).entry_time(1) == epoch + 1h);
}

TEST_CASE("records without a lead belong to none")
{
    std::vector<by_text> const changes{{"", phase::lead, epoch}, {"", phase::won, epoch}, {"a", phase::lead, epoch}};
    lm::data_quality           quality;
    int                        leads = 0;
    for (auto const& one : lm::journeys(changes, pipeline())) {
        quality += one.progress(closing).quality();
        leads += one.progress(closing).is_lead();
    }
    CHECK(leads == 1);
    CHECK(quality.missing_lead == 2);
    CHECK(quality.used == 1);
    CHECK(quality.records == 3);
}

TEST_CASE("equal instants are in funnel order, a lost stage last, and a tolerance makes close instants equal")
{
    std::vector<change> changes{{1, phase::rejected, epoch, "", {}}, {1, phase::mql, epoch, "", {}}, {1, phase::lead, epoch + 2s, "", {}}};
    auto const          strict = lm::journeys(changes, pipeline());
    CHECK(strict[0].progress(closing).outcome() == lm::outcome::open); // lead comes last
    CHECK(strict[0].progress(closing).quality().out_of_order == 1);
    auto const loose = lm::journeys(changes, pipeline().tolerance(2s));
    CHECK(loose[0].progress(closing).outcome() == lm::outcome::lost);
    CHECK(loose[0].progress(closing).quality().out_of_order == 0);
    CHECK(loose[0].progress(closing).entry_time(0) == epoch);

    // Bunches start at their earliest instant: they do not grow without end.
    std::vector<change> const chain{{1, phase::lead, epoch, "", {}}, {1, phase::mql, epoch + 2s, "", {}}, {1, phase::sql, epoch + 4s, "", {}}};
    auto const                bunches = lm::journeys(chain, pipeline().tolerance(3s));
    CHECK(bunches[0].progress(closing).entry_time(1) == epoch);
    CHECK(bunches[0].progress(closing).entry_time(2) == epoch + 4s);
}

TEST_CASE("records in the order of time whose equal instants stand against the order of the funnel")
{
    std::vector<change> const changes{{1, phase::rejected, epoch, "", {}},
                                      {1, phase::lead, epoch, "", {}},
                                      {2, phase::lead, epoch, "", {}},
                                      {2, phase::mql, epoch, "", {}},
                                      {2, phase::lead, epoch, "", {}}};
    auto const                journeys = lm::journeys(changes, pipeline());
    for (auto const& one : journeys) {
        auto const progress = one.progress(closing);
        if (one.lead_id() == 1) CHECK(progress.outcome() == lm::outcome::lost);
        else CHECK(progress.quality().duplicates == 1);
        CHECK(progress.quality().out_of_order == 0);
    }
}

TEST_CASE("records in the order of time say what they say in any other")
{
    holds("with equal instants, with a tolerance", [](std::vector<change> changes, bool tolerant, std::uint32_t seed) {
        auto const stages = tolerant ? pipeline().tolerance(3s) : pipeline();
        std::erase_if(changes, [](change const& c) { return !c.at || c.stage == phase::unheard_of; }); // which come last, whatever else
        for (change& c : changes)
            if (c.lead_id % 2 == 0) c.at = epoch + c.at->time_since_epoch() % 17s; // close to one another
        std::stable_sort(changes.begin(), changes.end(), [](change const& a, change const& b) { return a.at < b.at; });
        auto const in_order = read(lm::journeys(changes, stages));
        std::shuffle(changes.begin(), changes.end(), std::mt19937{seed});
        RC_ASSERT(read(lm::journeys(changes, stages)) == in_order);
    });
}

TEST_CASE("an event at the closing of the books is used, and its duplicate is not")
{
    std::vector<change> const changes{{1, phase::lead, closing, "", {}}, {1, phase::lead, closing, "", {}}, {1, phase::mql, closing + 1s, "", {}}};
    auto const                progress = lm::journeys(changes, pipeline())[0].progress(closing);
    CHECK(progress.entered(0));
    CHECK_FALSE(progress.entered(1));
    CHECK(progress.quality().records == 3);
    CHECK(progress.quality().used == 1);
    CHECK(progress.quality().duplicates == 1);
    CHECK(progress.quality().after_as_of == 1);
}

TEST_CASE("one hundred thousand events of one lead among others")
{
    std::vector<change> changes;
    for (int i = 0; i != 100'000; ++i)
        changes.push_back({7, static_cast<phase>(i % 6), epoch + std::chrono::seconds{(i * 7919) % 100'003}, "web", {}});
    for (int i = 0; i != 1000; ++i) changes.push_back({1000 + i, phase::lead, epoch, "web", {}});
    CHECK(read(lm::journeys(changes, pipeline())).size() == 1001);
    auto const       books = close_books(changes, closing);
    lm::data_quality quality;
    for (auto const& one : lm::journeys(changes, pipeline())) quality += one.progress(closing).quality();
    CHECK(quality == books.quality);
}

TEST_CASE("more leads than one part holds")
{
    std::vector<change> changes;
    for (int i = 0; i != 60'000; ++i) changes.push_back({i * 7919 % 20'011, static_cast<phase>(i % 4), epoch + std::chrono::seconds{i}, "web", {}});
    std::map<int, int> twin;
    for (change const& c : changes) ++twin[c.lead_id];
    auto const journeys = lm::journeys(changes, pipeline());
    CHECK(journeys.size() == twin.size());
    bool equal = true;
    for (auto const& one : journeys) equal = equal && one.progress(sys_seconds::max()).quality().records == twin[one.lead_id()];
    CHECK(equal);
}
