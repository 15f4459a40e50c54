// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_GROUPED_PATHS_HPP
#define LEADMETRICS_JOURNEY_DETAIL_GROUPED_PATHS_HPP

#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/journey/detail/campaign_numbers.hpp>
#include <leadmetrics/journey/detail/event.hpp>
#include <leadmetrics/journey/detail/group_by_lead.hpp>
#include <leadmetrics/journey/detail/lead_filter.hpp>
#include <leadmetrics/journey/detail/partition.hpp>
#include <leadmetrics/journey/detail/path_code.hpp>
#include <leadmetrics/journey/detail/settle_path.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Touches and conversions grouped by lead, and the list of campaigns to which the numbers in the touches refer.
template <class Records>
struct grouped_paths {
    grouped_events<typename Records::key_type> leads;
    campaign_list<typename Records::campaign>  campaigns;
    std::int64_t                               skipped_touches = 0; // touches of leads without a conversion, where these were left out
};

/// Divides n records into pieces for threads; `first(p)` is the first record of piece p.
struct pieces {
    std::size_t records, count;

    template <class Runner>
    pieces(std::size_t n, Runner const& run) : records(n), count(std::clamp<std::size_t>(n / (1u << 16), 1, run.concurrency()))
    {
    }
    [[nodiscard]] std::size_t first(std::size_t p) const noexcept { return records * p / count; }
};

/// Groups all touches and conversions. It reads the campaigns once to number them in their order, then groups as group_by_lead.
template <class Records, runner Runner>
grouped_paths<Records> group_all(Records const& records, settle_path const& settle, Runner const& run)
{
    using campaign                                  = typename Records::campaign;
    std::size_t const                       touches = records.number_of_touches();
    pieces const                            cut{touches, run};
    std::vector<campaign_numbers<campaign>> found(cut.count);
    run(cut.count, [&](std::size_t p) {
        for (std::size_t i = cut.first(p), last = cut.first(p + 1); i != last; ++i) records.number_campaign(i, found[p]);
    });
    grouped_paths<Records> result;
    result.campaigns = in_one_list(found).first;
    campaign_numbers<campaign> numbers;
    for (campaign const& one : result.campaigns) numbers(one);

    result.leads = group_by_lead(
        touches + records.number_of_conversions(), settle,
        [&](std::size_t i) { return records.is_touch(i) ? records.touch_key(i) : records.conversion_key(i - touches); },
        [&](std::size_t i) {
            return records.is_touch(i) ? records.touch_event(i, [&](auto const& said) { return numbers.find(said); })
                                       : records.conversion_event(i - touches);
        },
        [&](std::size_t i, std::size_t j) { return records.same(i, j); }, run);
    return result;
}

/// Groups the touches and conversions of leads that have a conversion. Such leads are mostly few, so the conversions are read first, and a filter
/// then skips most touches at one look. (The filter lets some other leads through; they have no conversion among their events.) Touches without a
/// lead or a time are kept, so that they are counted.
template <class Records, runner Runner>
grouped_paths<Records> group_converting(Records const& records, settle_path const& settle, Runner const& run)
{
    using key      = typename Records::key_type;
    using campaign = typename Records::campaign;
    struct piece {
        bulk_vector<routed_event<key>> kept;
        campaign_numbers<campaign>     numbers;
        std::int64_t                   skipped_touches = 0;
    };

    bulk_vector<routed_event<key>> conversions(records.number_of_conversions());
    lead_filter                    converting{conversions.size()};
    for (std::size_t c = 0; c != conversions.size(); ++c) {
        conversions[c] = {records.conversion_key(c), records.conversion_event(c)};
        if (part_of(conversions[c].what.code()) != path_part::ignored && conversions[c].what.at <= settle.as_of)
            converting.add(conversions[c].lead.hash());
    }

    pieces const       cut{records.number_of_touches(), run};
    std::vector<piece> all(cut.count);
    run(cut.count, [&](std::size_t p) {
        piece& to = all[p];
        to.kept.reserve((cut.first(p + 1) - cut.first(p)) / 4); // reserved memory costs nothing until it is used
        for (std::size_t i = cut.first(p), last = cut.first(p + 1); i != last; ++i) {
            key const lead = records.touch_key(i);
            if (!converting.may_contain(lead.hash()) && records.ordinary(i)) ++to.skipped_touches;
            else to.kept.push_back({lead, records.touch_event(i, to.numbers)});
        }
    });

    grouped_paths<Records>                  result;
    std::vector<campaign_numbers<campaign>> found;
    std::size_t                             kept = 0;
    for (piece& one : all) {
        found.push_back(std::move(one.numbers));
        result.skipped_touches += one.skipped_touches;
        kept += one.kept.size();
    }
    auto const [campaigns, renumbered] = in_one_list(found);
    result.campaigns                   = campaigns;

    auto const at = [&](std::size_t i) -> routed_event<key> {
        for (std::size_t p = 0; p != all.size(); ++p) {
            if (i < all[p].kept.size()) {
                routed_event<key> one = all[p].kept[i];
                if (part_of(one.what.code()) == path_part::touch)
                    one.what = event::make(one.what.at, renumbered[p][one.what.code()], one.what.record());
                return one;
            }
            i -= all[p].kept.size();
        }
        return conversions[i];
    };
    result.leads = group_by_lead(
        kept + conversions.size(), settle, [&](std::size_t i) { return at(i).lead; }, [&](std::size_t i) { return at(i).what; },
        [&](std::size_t i, std::size_t j) { return records.same(i, j); }, run);
    return result;
}

}}} // namespace leadmetrics::detail

#endif
