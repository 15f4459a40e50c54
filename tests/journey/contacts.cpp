// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/contacts.hpp>

#include "support/catch.hpp"
#include "support/changes.hpp"

#include <string_view>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

struct mail {
    std::string                lead_id;
    std::optional<sys_seconds> at;
    bool                       automatic;
};

struct CrmTask {
    std::int64_t Who;
    sys_days     When;
};

} // namespace

template <>
struct leadmetrics::mapping<CrmTask> {
    static constexpr auto lead_id = &CrmTask::Who;
    static constexpr auto at      = &CrmTask::When;
};

TEST_CASE("the first contact at or after an instant, of those that the predicate accepts")
{
    std::vector<mail> const mails{{"a", epoch + 5h, false}, {"b", epoch + 1h, false}, {"a", epoch + 1h, true},
                                  {"a", epoch + 3h, false}, {"", epoch, false},       {"a", std::nullopt, false}};
    auto const              contacts = lm::contacts(mails, [](mail const& m) { return !m.automatic; });
    auto const              first    = [&](auto const& lead, sys_seconds from) { return contacts.first(lead, from.time_since_epoch().count()); };
    CHECK(first(std::string_view{"a"}, epoch) == sys_seconds{epoch + 3h}.time_since_epoch().count());
    CHECK(first("a", epoch + 3h) == sys_seconds{epoch + 3h}.time_since_epoch().count());
    CHECK(first(std::optional<std::string>{"a"}, epoch + 4h) == sys_seconds{epoch + 5h}.time_since_epoch().count());
    CHECK_FALSE(first("a", epoch + 6h));
    CHECK_FALSE(first("nobody", epoch));
    CHECK_FALSE(first("", epoch)); // no lead
    CHECK(contacts.quality() == (lm::contact_quality{.records = 6, .accepted = 3, .not_accepted = 1, .missing_lead = 1, .missing_time = 1}));
}

TEST_CASE("a vendor's words, and integers of other widths")
{
    std::vector<CrmTask> const tasks{{7, epoch}, {-1, epoch + days{1}}};
    auto const                 contacts = lm::contacts(tasks);
    CHECK(contacts.first(std::uint8_t{7}, 0).has_value());
    CHECK_FALSE(contacts.first(std::uint64_t(-1), 0)); // not the lead -1
    CHECK(contacts.first(-1, 0).has_value());
}
