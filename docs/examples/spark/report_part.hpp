// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_REPORT_PART_HPP
#define LEAD_REPORTS_REPORT_PART_HPP

#include "rows.hpp"

#include <leadmetrics/core/bytes.hpp>
#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/render/json.hpp>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lead_reports_parts {

/// The key of a lead: the values of some columns of a record.
using lead_key = std::vector<std::string>;

/// What was said of texts that are no UTF-8, and whether leads are listed, is the same for all reports of an answer.
struct answer_settings {
    bool          list_leads     = false;
    std::int64_t* replaced_texts = nullptr; ///< counts them

    template <class... Reports>
    [[nodiscard]] json operator()(Reports const&... metric_and_report) const
    {
        json said = lm::to_json(metric_and_report..., lm::json_options<>{.list_leads = list_leads});
        *replaced_texts += said["replaced_texts"].template get<std::int64_t>();
        return std::move(said["result"]);
    }
};

/// Of the leads of scores, those with the highest ones are listed.
template <class Report>
void add_highest(json&, Report const&)
{
}
template <class Score>
void add_highest(json& to, lm::scores_report<Score> const& report)
{
    to["highest"] = json::array();
    for (auto const& lead : lm::highest(report, 20)) to["highest"].push_back({{"lead_id", lead.lead_id}, {"value", lead.value}});
}

/// What has been summarized for one report.
template <class Duration>
class report_part {
public:
    virtual ~report_part()                                        = default;
    virtual void        stage(rows<Duration>& all)                = 0; ///< summarizes them, to be merged later
    virtual void        stage(std::string_view& bytes)            = 0; ///< loads a part, to be merged later, and takes it off the front
    virtual void        merge_staged(bool keep)                   = 0; ///< merges what was staged, or forgets it
    virtual std::string bytes() const                             = 0;
    virtual json        as_json(answer_settings const& how) const = 0;
};
template <class Duration>
using made_report = std::unique_ptr<report_part<Duration>>;

/// Tells a report as it is.
struct tells_report {
    template <class Metric, class Report>
    [[nodiscard]] json told(answer_settings const& how, Metric const& metric, Report const& report) const
    {
        return how(metric, report);
    }
};

/// The ways of most reports: one metric for all elements, whose report is told as it is.
template <class Metric>
struct as_it_is : tells_report {
    explicit as_it_is(Metric one) : metric(std::move(one)) {}

    template <class Elements>
    [[nodiscard]] Metric const& metric_for(Elements const&) const
    {
        return metric;
    }

    Metric metric;
};

/// `Source` gives the elements of rows. `Ways` gives their metric, and tells of its report; without elements, the metric that all parts have in
/// common.
template <class Duration, class Source, class Ways>
class report_on : public report_part<Duration> {
    using elements = decltype(std::declval<Source const&>()(std::declval<rows<Duration>&>()));
    using element  = lm::element_of<elements>;
    using metric   = std::remove_cvref_t<decltype(std::declval<Ways const&>().metric_for(std::declval<elements>()))>;

public:
    report_on(Source source, Ways ways, bool by)
        : source_(std::move(source)), ways_(std::move(ways)), metric_(ways_.metric_for(none{})), by_(by), whole_(metric_.zero(none{}))
    {
    }

    void stage(rows<Duration>& all) override
    {
        auto&& its = source_(all);
        staged_.push_back(ways_.metric_for(its).summarize(its));
    }
    void stage(std::string_view& bytes) override
    {
        if (bytes.empty())
            throw std::invalid_argument("a part has summaries of fewer reports than the configuration: it was made with another configuration");
        auto const size = lm::describe(bytes).size;
        staged_.push_back(lm::load<element>(metric_, bytes.substr(0, size)));
        bytes.remove_prefix(size);
    }
    void merge_staged(bool keep) override
    {
        for (auto& one : std::exchange(staged_, {}))
            if (keep) whole_ += std::move(one);
    }
    std::string bytes() const override { return lm::save(metric_, whole_); }
    json        as_json(answer_settings const& how) const override
    {
        auto const report = metric_.finish(whole_);
        if constexpr (requires { report.conflicts; })
            if (!by_) return how(report[lead_key{}]);
        json out = ways_.told(how, metric_, report);
        add_highest(out, report);
        return out;
    }

private:
    /// A range of no elements.
    struct none {
        element const* begin() const { return nullptr; }
        element const* end() const { return nullptr; }
    };

    Source                                    source_;
    Ways                                      ways_;
    metric                                    metric_;
    bool                                      by_;
    lm::summary<metric, element>              whole_;
    std::vector<lm::summary<metric, element>> staged_;
};

/// Reports under one name, such as the models of attribution.
template <class Duration>
class several_reports : public report_part<Duration> {
public:
    void add(std::string name, made_report<Duration> one) { all_.emplace_back(std::move(name), std::move(one)); }

    void stage(rows<Duration>& all) override
    {
        each([&](auto& one) { one.stage(all); });
    }
    void stage(std::string_view& bytes) override
    {
        each([&](auto& one) { one.stage(bytes); });
    }
    void merge_staged(bool keep) override
    {
        each([&](auto& one) { one.merge_staged(keep); });
    }

    std::string bytes() const override
    {
        std::string out;
        each([&](auto& one) { out += one.bytes(); });
        return out;
    }
    json as_json(answer_settings const& how) const override
    {
        json out = json::object();
        for (auto const& [name, one] : all_) out[name] = one->as_json(how);
        return out;
    }

private:
    template <class Work>
    void each(Work const& work) const
    {
        for (auto const& [name, one] : all_) work(*one);
    }

    std::vector<std::pair<std::string, made_report<Duration>>> all_;
};

} // namespace lead_reports_parts

#endif
