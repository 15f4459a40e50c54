// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_ROWS_HPP
#define LEAD_REPORTS_ROWS_HPP

// The rows that have been added, and what metrics see of them: journeys of stage changes, paths of touches and deals, ledgers of activities, cash
// flows of costs and deals.

#include "configuration.hpp"

#include <leadmetrics/adapter/arrow_store.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/leadmetrics.hpp>

#include <range/v3/view/transform.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

namespace lead_reports_parts {

namespace lm = leadmetrics;

/// What a row is, by the word in the column `record`. Without such a column, all rows are stage changes.
enum class row_kind : std::size_t { change, touch, deal, activity, cost, unknown };
inline constexpr std::array<std::string_view, 5> row_kind_names{"change", "touch", "deal", "activity", "cost"};

inline row_kind row_kind_named(std::string_view word)
{
    std::size_t kind = 0;
    while (kind != row_kind_names.size() && row_kind_names[kind] != word) ++kind;
    return static_cast<row_kind>(kind);
}

template <class Duration>
using row_store = lm::arrow_store<std::string_view, std::string_view, Duration>;
template <class Duration>
using row = typename row_store<Duration>::value_type;

template <class Duration>
struct change_at {
    row_store<Duration> const* store;

    row<Duration> operator()(std::size_t place) const { return (*store)[place]; }
};

/// A touch, a deal, an activity or a cost.
template <class Duration>
struct event : row<Duration> {
    std::string_view campaign, kind;
};
template <class Duration>
struct event_at {
    row_store<Duration> const* store;
    std::optional<std::size_t> campaign, kind;

    event<Duration> operator()(std::size_t place) const
    {
        auto const text = [&](std::optional<std::size_t> column) { return column ? store->text(place, *column) : std::string_view{}; };
        return {(*store)[place], text(campaign), text(kind)};
    }
};

template <class Read>
using rows_read = decltype(ranges::views::transform(std::declval<std::vector<std::size_t> const&>(), std::declval<Read>()));

// The elements, by functions, so that their types have names.
template <class Changes>
auto journeys_of(Changes const& changes, configuration const& how)
{
    return lm::journeys(changes, how.pipeline);
}
template <class Events>
auto paths_of(Events const& touches, Events const& deals, lm::path_window const& window)
{
    return lm::paths(touches, deals, window);
}
template <class Events>
auto ledgers_of(Events const& activities)
{
    return lm::ledgers(activities);
}
template <class Journeys>
auto open_leads_of(Journeys const& journeys, configuration const& how)
{
    auto const campaign = [column = how.campaign](auto const& change) { return column ? change.text(*column) : std::string_view{}; };
    return lm::open_leads(journeys, how.as_of, campaign, [](auto const& change) { return change.amount(); });
}
template <class Events, class OpenLeads>
auto flows_of(Events const& costs, Events const& deals, OpenLeads open)
{
    return lm::cash_flows(costs, deals, std::move(open));
}

/// The rows of a store, each kind of elements made when it is first asked for. It refers to the store and to the configuration.
template <class Duration>
class rows {
    using changes = rows_read<change_at<Duration>>;
    using events  = rows_read<event_at<Duration>>;

    using journey_type = decltype(journeys_of(std::declval<changes const&>(), std::declval<configuration const&>()));
    using path_type    = decltype(paths_of(std::declval<events const&>(), std::declval<events const&>(), std::declval<lm::path_window const&>()));
    using ledger_type  = decltype(ledgers_of(std::declval<events const&>()));
    using open_type    = decltype(open_leads_of(std::declval<journey_type const&>(), std::declval<configuration const&>()));
    using flow_type    = decltype(flows_of(std::declval<events const&>(), std::declval<events const&>(), std::declval<open_type>()));

public:
    rows(row_store<Duration> const& store, configuration const& how) : store_(store), how_(how)
    {
        for (std::size_t i = 0; i != store.size(); ++i) places_[kind_of(i)].push_back(i);
    }
    rows(rows const&)            = delete;
    rows& operator=(rows const&) = delete;

    [[nodiscard]] row_store<Duration> const& all() const noexcept { return store_; }

    [[nodiscard]] journey_type const& journeys()
    {
        if (!journeys_) journeys_.emplace(journeys_of(changes_, how_));
        return *journeys_;
    }
    [[nodiscard]] path_type const& paths(lm::path_window const& window)
    {
        if (!paths_ || !(paths_->window() == window)) paths_.emplace(paths_of(touches_, deals_, window));
        return *paths_;
    }
    [[nodiscard]] ledger_type const& ledgers()
    {
        if (!ledgers_) ledgers_.emplace(ledgers_of(activities_));
        return *ledgers_;
    }
    [[nodiscard]] flow_type flows() { return flows_of(costs_, deals_, how_.campaign ? open_leads_of(journeys(), how_) : open_type{}); }

private:
    [[nodiscard]] std::size_t kind_of(std::size_t i) const
    {
        return how_.record ? static_cast<std::size_t>(row_kind_named(store_.text(i, *how_.record))) : 0;
    }
    [[nodiscard]] events events_of(row_kind kind) const
    {
        return ranges::views::transform(places_[static_cast<std::size_t>(kind)], event_at<Duration>{&store_, how_.campaign, how_.activity});
    }

    row_store<Duration> const&                                      store_;
    configuration const&                                            how_;
    std::array<std::vector<std::size_t>, row_kind_names.size() + 1> places_{};

    changes changes_ = ranges::views::transform(std::as_const(places_[0]), change_at<Duration>{&store_});
    events  touches_ = events_of(row_kind::touch), deals_ = events_of(row_kind::deal), activities_ = events_of(row_kind::activity),
           costs_ = events_of(row_kind::cost);

    std::optional<journey_type> journeys_;
    std::optional<path_type>    paths_;
    std::optional<ledger_type>  ledgers_;
};

/// How many rows there are of each kind.
struct row_counts {
    std::array<std::int64_t, row_kind_names.size() + 1> of{};

    template <class Self>
    static constexpr auto members(Self& self)
    {
        return std::tie(self.of[0], self.of[1], self.of[2], self.of[3], self.of[4], self.of[5]);
    }
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        auto const& n = self.of;
        return std::tuple{lm::figure{"read", n[0] + n[1] + n[2] + n[3] + n[4] + n[5]},
                          lm::figure{"change", n[0]},
                          lm::figure{"touch", n[1]},
                          lm::figure{"deal", n[2]},
                          lm::figure{"activity", n[3]},
                          lm::figure{"cost", n[4]},
                          lm::figure{"of_unknown_kind", n[5]}};
    }
    friend bool operator==(row_counts const&, row_counts const&) = default;
};

/// Counts the rows. Its settings are the names of the columns, the rules of scores and the steps of sequences, so that parts that were read otherwise
/// are refused.
class count_rows : public lm::metric_interface<count_rows> {
public:
    using metric_interface<count_rows>::zero;
    using metric_interface<count_rows>::finish;

    explicit count_rows(configuration const& how) : record_(how.record), columns_(how.columns.texts)
    {
        for (auto const& [name, its] : how.reports)
            if (name == "scores" || name == "sequence") rules_ += its.dump();
    }

    template <class Row>
    [[nodiscard]] row_counts zero() const
    {
        return {};
    }
    template <class Row, class Route>
    void observe(Row const& row, Route route) const
    {
        ++route(lm::undated{}).of[record_ ? static_cast<std::size_t>(row_kind_named(row.text(*record_))) : 0];
    }
    template <lm::runner Runner = lm::sequential>
    [[nodiscard]] row_counts finish(row_counts const& counts, Runner const& = {}) const
    {
        return counts;
    }
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("rows");
        lm::detail::describe_setting(to, "columns", columns_);
        lm::detail::describe_setting(to, "rules", rules_);
        to.close();
    }

private:
    std::optional<std::size_t> record_;
    std::vector<std::string>   columns_;
    std::string                rules_;
};

} // namespace lead_reports_parts

#endif
