// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/journey/paths.hpp>

#include "support/law.hpp"
#include "support/touches.hpp"

#include <algorithm>
#include <list>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace lm = leadmetrics;
using namespace leadmetrics_tests;

namespace {

using flat_path = std::tuple<std::string, std::vector<std::pair<sys_hours, std::string>>, bool, std::int64_t, std::int64_t, std::string>;

template <class Paths>
std::vector<flat_path> flat(Paths const& paths)
{
    std::vector<flat_path> all;
    for (auto const& path : paths) {
        flat_path one{path.lead_id(), {}, path.converted(), 0, 0, ""};
        for (auto const& touch : path) {
            std::get<1>(one).emplace_back(touch.record().at.value(), touch.campaign());
            RC_ASSERT(touch.record().campaign == touch.campaign());
            RC_ASSERT(touch.at() == touch.record().at.value());
        }
        if (path.converted()) {
            std::get<3>(one) = path.amount();
            std::get<4>(one) = (path.at() - epoch).count();
            std::get<5>(one) = path.conversion().event_id;
            RC_ASSERT(path.refund() == (path.amount() < 0));
        }
        if (path.converted() || !path.empty()) all.push_back(std::move(one));
    }
    std::sort(all.begin(), all.end());
    return all;
}
std::vector<flat_path> flat(twin_paths const& paths)
{
    std::vector<flat_path> all;
    for (auto const& path : paths.all)
        if (path.conversion || !path.touches.empty())
            all.emplace_back(path.lead, path.touches, path.conversion.has_value(), path.conversion ? *path.conversion->amount : 0,
                             path.conversion ? (*path.conversion->at - epoch).count() : 0, path.conversion ? path.conversion->event_id : "");
    std::sort(all.begin(), all.end());
    return all;
}

lm::path_window window_of(std::uint8_t kind)
{
    lm::path_window window{.as_of = deals_closed, .cut_at_conversions = (kind & 1) == 0, .collapse_repeats = (kind & 2) != 0};
    if ((kind & 4) != 0) window.lookback = 30h;
    return window;
}

} // namespace

TEST_CASE("paths are the twin's")
{
    holds("of any window, and what became of the records", [](std::vector<contact> const& touches, std::vector<deal> const& deals,
                                                              std::uint8_t kind) {
        auto const window = window_of(kind);
        auto const paths  = lm::paths(touches, deals, window);
        auto const known  = twin_paths_of(touches, deals, window);
        RC_ASSERT(flat(paths) == flat(known));

        lm::path_quality quality;
        for (auto const& path : paths) quality += path.quality();
        auto const no_lead = [](auto const& one) { return one.lead_id.empty(); };
        auto const no_time = [&](auto const& one) { return !no_lead(one) && !one.at; };
        RC_ASSERT(quality.touches
                  == (lm::touch_quality{static_cast<std::int64_t>(touches.size()), known.touches_used,
                                        std::count_if(touches.begin(), touches.end(), no_lead),
                                        std::count_if(touches.begin(), touches.end(), no_time), 0, known.touch_duplicates, known.touches_late, 0}));
        RC_ASSERT(
            quality.conversions
            == (lm::conversion_quality{static_cast<std::int64_t>(deals.size()), known.deals_used, std::count_if(deals.begin(), deals.end(), no_lead),
                                       std::count_if(deals.begin(), deals.end(), no_time),
                                       std::count_if(deals.begin(), deals.end(), [&](deal const& d) { return !no_lead(d) && d.at && !d.amount; }),
                                       known.deal_duplicates, known.deals_late}));
    });

    holds("of leads that converted, whatever the others did",
          [](std::vector<contact> const& touches, std::vector<deal> const& deals, std::uint8_t kind) {
              auto const            window = window_of(kind);
              auto                  known  = twin_paths_of(touches, deals, window);
              std::set<std::string> converting;
              for (auto const& path : known.all)
                  if (path.conversion) converting.insert(path.lead);
              std::erase_if(known.all, [&](twin_path const& path) { return converting.count(path.lead) == 0; });
              auto const paths = lm::converting_paths(touches, deals, window);
              RC_ASSERT(flat(paths) == flat(known));

              lm::path_quality quality;
              for (auto const& path : paths) quality += path.quality();
              auto const skipped_touches = std::count_if(
                  touches.begin(), touches.end(), [&](contact const& c) { return c.at && !c.lead_id.empty() && converting.count(c.lead_id) == 0; });
              RC_ASSERT(quality.touches.no_conversion + paths.skipped_touches() == skipped_touches);
              RC_ASSERT(quality.touches.records + paths.skipped_touches() == static_cast<std::int64_t>(touches.size()));
          });
}

TEST_CASE("the order of records changes no path")
{
    holds("shuffled, in a list", [](std::vector<contact> touches, std::vector<deal> deals, std::uint8_t kind, std::uint32_t seed) {
        auto const   known = flat(lm::paths(touches, deals, window_of(kind)));
        std::mt19937 random{seed};
        std::shuffle(touches.begin(), touches.end(), random);
        std::shuffle(deals.begin(), deals.end(), random);
        std::list<contact> const list{touches.begin(), touches.end()};
        RC_ASSERT(flat(lm::paths(list, deals, window_of(kind))) == known);
    });
}

TEST_CASE("paths by hand")
{
    std::vector<contact> const touches{
        {"a", "ads", hour(1), ""}, {"a", "mail", hour(5), ""}, {"a", "fair", hour(5), ""}, {"a", "ads", hour(6), ""}, {"a", "ads", hour(8), ""}};
    auto const seen = [&](std::vector<deal> const& deals, lm::path_window window = {}) {
        window.as_of = deals_closed;
        std::vector<std::string> all;
        for (auto const& path : lm::paths(touches, deals, window)) {
            std::string line = path.converted() ? "$" : "-";
            for (auto const& touch : path) line += " " + touch.campaign();
            all.push_back(line);
        }
        return all;
    };
    using lines = std::vector<std::string>;

    // A touch at the very instant of the conversion counts; touches of one instant go in the order of their campaigns.
    CHECK(seen({{"a", hour(5), 1, "", ""}}) == lines{"$ ads fair mail", "- ads ads"});
    // One conversion cuts the path of the next; conversions of one instant have the same path.
    CHECK(seen({{"a", hour(1), 1, "", ""}, {"a", hour(5), 1, "", ""}, {"a", hour(5), 1, "", ""}})
          == lines{"$ ads", "$ fair mail", "$ fair mail", "- ads ads"});
    CHECK(seen({{"a", hour(1), 1, "", ""}, {"a", hour(5), 1, "", ""}}, {.cut_at_conversions = false})
          == lines{"$ ads", "$ ads fair mail", "- ads ads"});
    // Both ends of the window count.
    CHECK(seen({{"a", hour(6), 1, "", ""}}, {.lookback = 5h}) == lines{"$ ads fair mail ads", "- ads"});
    CHECK(seen({{"a", hour(6) + 1s, 1, "", ""}}, {.lookback = 5h}) == lines{"$ fair mail ads", "- ads"});
    // Of touches in a row the earliest stands for all.
    CHECK(seen({{"a", hour(9), 1, "", ""}}, {.collapse_repeats = true}) == lines{"$ ads fair mail ads", "-"});
    // A refund goes the way of the sale before it, and is no sale to later ones.
    CHECK(seen({{"a", hour(5), 5, "", ""}, {"a", hour(7), -5, "", ""}, {"a", hour(8), 5, "", ""}})
          == lines{"$ ads fair mail", "$ ads ads", "$ ads fair mail", "-"});
    CHECK(seen({{"a", hour(7), -5, "", ""}}) == lines{"$ ads fair mail ads", "- ads fair mail ads ads"});
    // Clocks that disagree by an hour.
    CHECK(seen({{"a", hour(7), 1, "", ""}}, {.tolerance = 1h}) == lines{"$ ads ads fair mail ads", "-"});
}

TEST_CASE("touches and deals at as_of count and later ones do not")
{
    std::vector<contact> const touches{{"a", "ads", hour(90), ""}, {"a", "mail", hour(91), ""}};
    std::vector<deal> const    deals{{"a", deals_closed, 1, "", ""}, {"a", deals_closed + std::chrono::seconds{1}, 1, "", ""}};
    auto const                 paths = lm::paths(touches, deals, {.as_of = deals_closed});
    auto const [seen, sold]          = paths.quality_of(0);
    CHECK(seen.used == 1);
    CHECK(seen.after_as_of == 1);
    CHECK(sold.used == 1);
    CHECK(sold.after_as_of == 1);
}

TEST_CASE("words, accounts and options")
{
    struct visit {
        int                who;
        std::optional<int> channel;
        date::sys_days     when;
    };
    struct visit_words {
        int (*lead_id)(visit const&)         = [](visit const& v) { return v.who / 10; };
        std::optional<int> visit::* campaign = &visit::channel;
        date::sys_days visit::* at           = &visit::when;
    };
    struct sale {
        int            account;
        date::sys_days at;
        double         amount;
    };
    struct sale_words {
        int sale::* lead_id = &sale::account;
    };
    std::vector<visit> const visits{{11, 5, epoch}, {12, 6, epoch + days{1}}, {21, 6, epoch}, {11, {}, epoch}};
    std::vector<sale> const  sales{{1, epoch + days{2}, 9.5}, {2, epoch, std::numeric_limits<double>::quiet_NaN()}};
    auto const               paths = lm::paths(visits, sales, {.as_of = epoch + days{9}}, visit_words{}, sale_words{});
    lm::path_quality         quality;
    std::size_t              longest = 0;
    for (auto const& path : paths) {
        quality += path.quality();
        if (path.converted()) longest = path.size();
    }
    CHECK(longest == 2); // of an account's people together
    CHECK(quality.touches.missing_campaign == 1);
    CHECK(quality.conversions.missing_amount == 1);
}

TEST_CASE("windows that cannot be meant are refused")
{
    std::vector<contact> const none;
    std::vector<deal> const    nothing;
    CHECK_THROWS_WITH(lm::paths(none, nothing, {}), says("paths.as_of = not set"));
    CHECK_THROWS_WITH(lm::paths(none, nothing, {.as_of = epoch, .lookback = -1h}), says("paths.lookback = -3600"));
    CHECK_THROWS_WITH(lm::paths(none, nothing, {.as_of = epoch, .tolerance = -1s}), says("paths.tolerance = -1"));
    CHECK(lm::paths(none, nothing, {.as_of = epoch}).empty());
}

TEST_CASE("deals in several currencies are never added up")
{
    struct touched {
        int         lead_id;
        std::string campaign;
        sys_days    at;
    };
    struct sold {
        int         lead_id;
        sys_days    at;
        int         amount;
        std::string currency;
    };
    std::vector<touched> const touches{{1, "fair", epoch}};
    std::vector<sold> const    deals{{1, epoch, 5, "EUR"}, {2, epoch, 5, "EUR"}, {2, epoch, 700, "JPY"}};
    CHECK_THROWS_WITH(lm::paths(touches, deals, {.as_of = closing}),
                      says("paths.currency = ") && says("EUR (first in conversion 0), JPY (first in conversion 2)"));
    std::vector<sold> const one{{1, epoch, 5, "EUR"}, {2, epoch, 5, ""}};
    CHECK_FALSE(lm::paths(touches, one, {.as_of = closing}).empty());
}
