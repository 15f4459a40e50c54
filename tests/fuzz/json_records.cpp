// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/dynamics.hpp>
#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/json_records.hpp>
#include <leadmetrics/adapter/json_text.hpp>
#include <leadmetrics/adapter/mautic.hpp>
#include <leadmetrics/adapter/salesforce.hpp>
#include <leadmetrics/adapter/sugarcrm.hpp>

#include "fuzz/require.hpp"

#include <leadmetrics/journey/journeys.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace lm = leadmetrics;
using leadmetrics_tests::require;

namespace {

lm::vocabulary<int> const words{{"New", 0}, {"lead", 0}, {"1", 0}, {"Working", 1}, {"customer", 1}, {"2", 1}};

/// Whatever the records are, each becomes an event, or is counted as something else.
template <class Records, class Adapter>
void all_accounted_for(Records const& records, Adapter const& adapter)
{
    auto const  events = records | adapter;
    auto const& odd    = events.import_issues();
    require(odd.records == static_cast<std::int64_t>(records.size()), "every record is seen");
    require(odd.events == static_cast<std::int64_t>(events.size()), "every event is counted");
    require(odd.used_records + odd.other_records + odd.no_records + odd.deleted_records + odd.without_history + odd.without_dates
                    + odd.earlier_versions
                == odd.records,
            "every record is used, or left out for one reason");
    require(odd.used_records <= odd.events, "a used record is an event or several");
    require(odd.missing_id <= odd.records && odd.unreadable_time + odd.missing_time <= odd.records, "an oddity is counted once a record");
    require(odd.problems.size() <= lm::import_issues::at_most, "problems are listed up to a limit");
}

void check(nlohmann::json const& answer)
{
    lm::json_records const records(answer), history(answer, {"propertiesWithHistory", "lifecyclestage"}),
        audit(answer, {"changedata", "changedAttributes"});
    auto const without = lm::json_records<>::without_history(answer, {"propertiesWithHistory", "lifecyclestage"});
    all_accounted_for(audit, lm::dynamics::lead_audit(words));
    static_cast<void>(without | lm::hubspot::contacts(words));
    auto const           same = lm::salesforce::same_leads(records);
    lm::adapter_settings how;
    how.same_lead = &same;
    all_accounted_for(records, lm::salesforce::lead_history(words, how));
    all_accounted_for(records, lm::salesforce::won_opportunities(how));
    all_accounted_for(records, lm::salesforce::tasks());
    all_accounted_for(records, lm::hubspot::won_deals());
    all_accounted_for(history, lm::hubspot::lifecycle_history(words));
    all_accounted_for(records, lm::dynamics::lead_audit(words));
    all_accounted_for(records, lm::dynamics::campaigns());
    all_accounted_for(records, lm::sugarcrm::campaign_log());
    all_accounted_for(records, lm::mautic::emails_read());

    auto wide = records | lm::hubspot::contacts(words);
    require(wide.import_issues().events == static_cast<std::int64_t>(wide.size()), "every date is an event");
    auto changes = records | lm::salesforce::lead_history(words, how);
    static_cast<void>(changes.add_initial_stages(records | lm::salesforce::leads(words, how)));
    auto const   journeys = lm::journeys(changes, lm::funnel{0, 1});
    std::int64_t seen     = 0;
    for (auto const& journey : journeys) seen += journey.progress(lm::crm_time{}).quality().records;
    require(seen == static_cast<std::int64_t>(changes.size()), "journeys account for every event");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    try {
        check(lm::parse_json({reinterpret_cast<char const*>(data), size}));
    } catch (std::invalid_argument const& refused) {
        require(std::string_view{refused.what()}.starts_with("leadmetrics: "), "what is refused is refused in words");
    }
    return 0;
}
