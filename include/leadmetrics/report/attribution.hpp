// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_ATTRIBUTION_HPP
#define LEADMETRICS_REPORT_ATTRIBUTION_HPP

// Which campaigns earned the money? Helps to decide what to spend the next budget on. Definitions, section 13.

#include <leadmetrics/core/concepts.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/int128.hpp>
#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/keyed.hpp>
#include <leadmetrics/core/mapping.hpp>
#include <leadmetrics/core/metric.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/runner.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/journey/path.hpp>
#include <leadmetrics/journey/path_quality.hpp>
#include <leadmetrics/journey/path_window.hpp>
#include <leadmetrics/journey/paths.hpp>
#include <leadmetrics/report/attribution_models.hpp>
#include <leadmetrics/report/detail/attribution_summary.hpp>
#include <leadmetrics/report/detail/campaign_table.hpp>
#include <leadmetrics/report/detail/credit_weights.hpp>
#include <leadmetrics/report/detail/first_touches.hpp>
#include <leadmetrics/report/detail/to_money.hpp>
#include <leadmetrics/report/detail/transition_counts.hpp>
#include <leadmetrics/report/markov.hpp>
#include <leadmetrics/stats/apportion.hpp>
#include <leadmetrics/stats/exact_sum.hpp>
#include <leadmetrics/stats/normal.hpp>
#include <leadmetrics/version.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The credit of one campaign.
template <class Money>
struct campaign_credit {
    std::int64_t deals = 0;    ///< sales whose path has a touch of this campaign
    Money        influenced{}; ///< sum of the whole amounts of these sales, less refunds
    Money        attributed{}; ///< the campaign's share of the amounts, by the model
    double       weight = 0;   ///< the campaign's share of the sales, by the model: its credit if each sale were worth 1

    std::optional<double>   removal_effect; ///< lm::markov only, not by group: share of conversions lost if all flow into the campaign were lost
    std::optional<interval> share_limits;   ///< lm::markov with `bootstrap` only, not by group: confidence limits of the campaign's share of revenue

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{
            figure{"deals", self.deals},   figure{"influenced", self.influenced, as_money}, figure{"attributed", self.attributed, as_money},
            figure{"weight", self.weight}, figure{"removal_effect", self.removal_effect},   figure{"share_limits", self.share_limits}};
    }
    friend bool operator==(campaign_credit const&, campaign_credit const&) = default;
};

/// What attribution reports. `campaigns` has an entry for each campaign with a touch on the path of a conversion. The sum of their `attributed`, plus
/// `unattributed`, is `total`.
template <class Campaign, class Money>
struct attribution_report {
    keyed<Campaign, campaign_credit<Money>> campaigns; ///< by campaign, or by group of campaigns after `per`

    Money        total{};             ///< amount of all conversions, less refunds
    Money        unattributed{};      ///< amount of the conversions without a touch in their window
    std::int64_t conversions     = 0; ///< number of sales
    std::int64_t refunds         = 0; ///< conversions of negative amount: not deals, but taken back along the path of the sale before
    std::int64_t without_touches = 0; ///< number of sales without a touch in their window
    path_quality quality;

    std::optional<markov_chain> chain; ///< lm::markov only: figures of the chain of all paths

    static constexpr report_title title{"attribution", "13"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"campaigns", self.campaigns},
                          figure{"total", self.total, as_money},
                          figure{"unattributed", self.unattributed, as_money},
                          figure{"conversions", self.conversions},
                          figure{"refunds", self.refunds},
                          figure{"without_touches", self.without_touches},
                          figure{"chain", self.chain},
                          figure{"quality", self.quality}};
    }
    friend bool operator==(attribution_report const&, attribution_report const&) = default;
};

/// The revenue of each campaign by one model.
///
///     lm::attribution const linear{lm::linear{}, {.as_of = now, .lookback = days{90}}};
///     linear(touches, deals).campaigns.at("fair").attributed;
///     lm::monthly(linear)(lm::paths(touches, deals, window));           // as any metric, on paths of the same window
///     lm::together(linear, lm::attribution{lm::first_touch{}, window})(lm::converting_paths(touches, deals, window));
///
/// In calendar windows, a conversion falls into the window of its own instant, and a path that did not convert into that of its last touch. With
/// lm::by, the key is that of the conversion where the projection takes a conversion, else that of the earliest touch. Keys are optionals, empty
/// where there is no such record. The size of a summary grows with the number of campaigns (under lm::markov, with that of transitions). Complexity:
/// linear in touches. A sum of integers beyond the range of their type throws std::overflow_error (ends in `refused_setting` where exceptions are
/// off). Refused: settings without `as_of`, a negative `lookback` or `tolerance`, and paths that were made with other settings.
template <class Model, class Group = detail::each_campaign>
class attribution : public metric_interface<attribution<Model, Group>> {
    static constexpr bool chains = requires { typename Model::is_chain; };

    template <class Path>
    static auto chain_type()
    {
        if constexpr (chains) return std::type_identity<detail::transition_counts<typename Path::campaign_type>>{};
        else return std::type_identity<detail::no_chain>{};
    }
    template <class Path>
    using chain_of             = typename decltype(chain_type<Path>())::type;
    static constexpr bool each = std::is_same_v<Group, detail::each_campaign>;
    template <class Path>
    static auto table_type()
    {
        using money = typename Path::money_type;
        if constexpr (each) return std::type_identity<detail::campaign_table<typename Path::campaign_type, detail::credit_sums<money>>>{};
        else
            return std::type_identity<
                detail::group_table<detail::kept<std::invoke_result_t<Group const&, typename Path::campaign_type const&>>, money>>{};
    }

public:
    using metric_interface<attribution>::operator();
    using metric_interface<attribution>::run;
    using metric_interface<attribution>::zero;
    using metric_interface<attribution>::finish;

    attribution(Model model, attribution_settings const& window) : attribution(std::move(model), detail::checked("attribution", window), Group{}) {}

    /// Returns the report on touches and conversions. It looks only at the touches of leads that converted, unless the model is lm::markov.
    template <ranges::forward_range Touches, ranges::forward_range Conversions, class TouchWords = default_mapping,
              class ConversionWords = default_mapping>
        requires touch<ranges::range_value_t<Touches>, TouchWords> && won_deal<ranges::range_value_t<Conversions>, ConversionWords>
    [[nodiscard]] auto operator()(Touches const& touches, Conversions const& conversions, TouchWords touch_words = {},
                                  ConversionWords conversion_words = {}) const
    {
        return run(sequential{}, touches, conversions, std::move(touch_words), std::move(conversion_words));
    }
    template <runner Runner, ranges::forward_range Touches, ranges::forward_range Conversions, class TouchWords = default_mapping,
              class ConversionWords = default_mapping>
        requires touch<ranges::range_value_t<Touches>, TouchWords> && won_deal<ranges::range_value_t<Conversions>, ConversionWords>
    [[nodiscard]] auto run(Runner const& runner, Touches const& touches, Conversions const& conversions, TouchWords touch_words = {},
                           ConversionWords conversion_words = {}) const
    {
        auto const all    = make_paths_fn<!chains>{}.run(runner, touches, conversions, window_, std::move(touch_words), std::move(conversion_words));
        auto       report = metric_interface<attribution>::run(runner, all);
        report.quality.touches.records += all.skipped_touches();
        report.quality.touches.no_conversion += all.skipped_touches();
        return report;
    }

    /// Returns the metric by group of campaigns: `linear.per([](std::string const& campaign) { return campaign.starts_with("fair") ? "fairs" :
    /// "others"; })`. A deal counts once for each group. The amount attributed to a group is exactly the sum of the amounts attributed to its
    /// campaigns.
    template <class Other>
    [[nodiscard]] auto per(Other group_of) const
    {
        return attribution<Model, Other>{model_, window_, std::move(group_of)};
    }

    template <detail::attributable Path>
    [[nodiscard]] auto zero() const
    {
        detail::attribution_summary<typename decltype(table_type<Path>())::type, typename Path::money_type, chain_of<Path>> nothing;
        if constexpr (chains) nothing.chain = chain_of<Path>{model_.order(), model_.replicates()};
        return nothing;
    }

    template <touch_path Path, class Route>
    void observe(Path const& path, Route route) const
    {
        if (!path.converted()) {
            route(undated{}).quality += path.quality();
            if constexpr (chains)
                if (!path.empty()) route(path.at()).chain.add(path);
            return;
        }
        auto&      to     = route(path.at());
        auto const amount = path.amount();
        bool const sale   = !path.refund();
        (sale ? to.conversions : to.refunds) += 1;
        to.total.add(amount);
        if (path.empty()) {
            to.unattributed.add(amount);
            to.without_touches += sale;
            return;
        }
        each_touched(path, to, [&](auto& credit) {
            credit.deals += sale;
            credit.influenced.add(amount);
        });
        if constexpr (chains) {
            if (sale) to.chain.add(path);
        } else split(path, amount, sale, to);
    }

    template <class Table, class Money, class Chain, runner Runner = sequential>
    [[nodiscard]] auto finish(detail::attribution_summary<Table, Money, Chain> const& summary, Runner const& = {}) const
    {
        using group   = typename Table::key_type;
        using credit  = campaign_credit<Money>;
        auto const in = [](char const* figure, auto const& sum) { return detail::to_money<Money>(figure, sum.exact()); };

        std::map<group, credit, std::less<>> campaigns;
        summary.campaigns.each([&](group const& key, auto const& sums) {
            credit one;
            one.deals      = sums.deals;
            one.influenced = in("attribution.influenced", sums.influenced);
            one.attributed = in("attribution.attributed", sums.attributed);
            one.weight     = static_cast<double>(sums.weight) * 0x1p-60;
            campaigns.emplace_hint(campaigns.end(), key, std::move(one));
        });
        attribution_report<group, Money> report;
        report.total           = in("attribution.total", summary.total);
        report.unattributed    = in("attribution.unattributed", summary.unattributed);
        report.conversions     = summary.conversions;
        report.refunds         = summary.refunds;
        report.without_touches = summary.without_touches;
        report.quality         = summary.quality;
        if constexpr (chains) {
            report.chain = through_chain(summary, campaigns);
            if (report.chain->conversions == 0) report.unattributed = report.total; // there are only refunds, and the chain holds only sales
        }
        report.campaigns = {std::move(campaigns), credit{}};
        return report;
    }

    [[nodiscard]] instant as_of() const noexcept { return *window_.as_of; }

    /// Refuses paths that were made with other settings than the metric's.
    template <class Path>
    void check_element(Path const& path) const
    {
        if (!(path.window() == window_)) detail::refuse("attribution.window", "another window", "give the metric the same settings as the paths");
    }

    /// Writes the metric's name and settings into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.open("attribution");
        detail::describe_setting(to, "model", model_);
        window_.describe(to);
        detail::describe_setting(to, "group", group_of_);
        to.close();
    }

    using explains_elements = void;

private:
    template <class, class>
    friend class attribution;

    attribution(Model model, attribution_settings const& window, Group group_of)
        : model_(std::move(model)), window_(window), group_of_(std::move(group_of))
    {
    }

    template <class Summary, class Path>
    [[nodiscard]] auto& credit_of(Summary& to, Path const& path, std::size_t touch) const
    {
        if constexpr (each) return to.campaigns.at(path.campaigns(), path[touch].number());
        else return to.campaigns.at(detail::keep(std::invoke(group_of_, path[touch].campaign())));
    }

    /// Calls visit(credit) once for each campaign, or group of campaigns, that has a touch on the path.
    template <class Path, class Summary, class Visit>
    void each_touched(Path const& path, Summary& to, Visit const& visit) const
    {
        detail::first_touches const                                             first{path};
        std::vector<std::remove_reference_t<decltype(credit_of(to, path, 0))>*> groups;
        for (std::size_t i = 0; i != path.size(); ++i) {
            if (!first.is_first(i)) continue;
            auto& credit = credit_of(to, path, i);
            if constexpr (!each) {
                if (std::find(groups.begin(), groups.end(), &credit) != groups.end()) continue;
                groups.push_back(&credit);
            }
            visit(credit);
        }
    }

    template <class Path, class Money, class Summary>
    void split(Path const& path, Money const& amount, bool sale, Summary& to) const
    {
        detail::credit_weights weights;
        model_.weigh(path, weights);
        detail::apportion_money(amount, weights, [&](std::size_t i, Money const& share) {
            if (weights[i] != 0) credit_of(to, path, i).attributed.add(share);
        });
        if (!sale) return;
        double total = 0;
        for (std::uint64_t const weight : weights) total += static_cast<double>(weight);
        for (std::size_t i = 0; i != path.size(); ++i)
            if (weights[i] != 0) credit_of(to, path, i).weight += static_cast<std::int64_t>(static_cast<double>(weights[i]) / total * 0x1p60);
    }

    /// Splits the total amount of all conversions with touches in proportion to the removal effects. Units left over by rounding go by the order of
    /// the campaigns.
    template <class Summary, class Credits>
    [[nodiscard]] markov_chain through_chain(Summary const& summary, [[maybe_unused]] Credits& credits) const
    {
        auto const& counts    = summary.chain;
        auto const& campaigns = counts.campaigns();
        auto const  effects   = detail::removal_effects_of(counts, 0);
        if (auto const shares = detail::shares_of(effects)) {
            using money                   = std::remove_cvref_t<decltype(credits.begin()->second.attributed)>;
            auto const             limits = detail::share_limits_of(counts, model_.level());
            detail::credit_weights weights;
            for (double const share : *shares) weights.push_back(detail::whole_parts(share)); // rounded to 1e-12, so that equal shares stay equal
            auto const whole = detail::to_money<money>("attribution.total", summary.total.exact() - summary.unattributed.exact());
            detail::apportion_money(whole, weights, [&](std::size_t c, money const& share) {
                if ((*shares)[c] == 0) return;
                auto& credit      = credits[detail::keep(std::invoke(group_of_, campaigns[c]))];
                credit.attributed = credit.attributed + share;
                if constexpr (each) credit.removal_effect = effects.of[c];
                credit.weight += (*shares)[c] * static_cast<double>(counts.conversions());
                if constexpr (each)
                    if (!limits.empty()) credit.share_limits = limits[c];
            });
        }
        return markov_chain{static_cast<int>(counts.order()), counts.paths(), counts.conversions(), effects.conversion,
                            counts.paths() != 0 && counts.paths() == counts.conversions()};
    }

    Model                       model_;
    attribution_settings        window_;
    [[no_unique_address]] Group group_of_;
};

template <class Model>
attribution(Model, attribution_settings) -> attribution<Model>;

}} // namespace leadmetrics

#endif
