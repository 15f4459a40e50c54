// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "engine.hpp"

#include "report_json.hpp"

#include <leadmetrics/core/bytes.hpp>
#include <leadmetrics/core/named.hpp>
#include <leadmetrics/funnel_reports.hpp>

#include <chrono>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace lead_reports_parts {

namespace {

/// The values of some columns of a record: the key of its lead.
struct key_of_columns {
    std::size_t columns;

    template <class Change>
    std::vector<std::string> operator()(Change const& change) const
    {
        std::vector<std::string> key;
        for (std::size_t k = 0; k != columns; ++k) key.emplace_back(change.text(k));
        return key;
    }
};
struct text_of_column {
    std::size_t column;

    template <class Change>
    std::string operator()(Change const& change) const
    {
        return std::string{change.text(column)};
    }
};
struct amount_of_change {
    template <class Change>
    std::optional<std::int64_t> operator()(Change const& change) const
    {
        return change.amount();
    }
};

/// A calendar that is chosen when the program runs. Windows are named by their first day, in UTC.
struct chosen_windows {
    std::string kind;

    template <class Duration>
    std::string operator()(date::sys_time<Duration> at) const
    {
        date::year_month_day const day = kind == "week" ? lm::weeks_of<>{}(at) : lm::days_of<>{}(at);
        if (kind == "month") return date::format("%Y-%m", day);
        if (kind == "quarter") return date::format("%Y-Q", day) + std::to_string((static_cast<unsigned>(day.month()) + 2) / 3);
        if (kind == "year") return date::format("%Y", day);
        return date::format("%F", day);
    }
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(kind + "s in UTC");
    }
};

/// What is configured of a report.
template <class Duration>
class part_of_report {
public:
    using store = lm::arrow_store<std::string_view, std::string_view, Duration>;
    template <class Store>
    using journeys_of = decltype(lm::journeys(std::declval<Store const&>(), std::declval<lm::funnel<std::string> const&>()));
    using journeys    = journeys_of<store>;

    virtual ~part_of_report()                         = default;
    virtual void        stage(journeys const& all)    = 0; ///< summarizes them, to be merged later
    virtual std::string bytes() const                 = 0;
    virtual void        stage(std::string_view bytes) = 0; ///< loads a part, to be merged later
    virtual void        merge_staged(bool keep)       = 0; ///< merges what was staged, or forgets it
    virtual json        as_json() const               = 0;
};

template <class Duration, class Metric>
class report_on : public part_of_report<Duration> {
    using base    = part_of_report<Duration>;
    using element = lm::element_of<typename base::journeys const&>;

public:
    report_on(Metric metric, bool by) : metric_(std::move(metric)), by_(by), whole_(metric_.zero(none{})) {}

    void        stage(typename base::journeys const& all) override { staged_.push_back(metric_.summarize(all)); }
    std::string bytes() const override { return lm::save(metric_, whole_); }
    void        stage(std::string_view bytes) override { staged_.push_back(lm::load<element>(metric_, bytes)); }
    void        merge_staged(bool keep) override
    {
        for (auto& one : std::exchange(staged_, {}))
            if (keep) whole_ += std::move(one);
    }
    json as_json() const override
    {
        auto const report = metric_.finish(whole_);
        if (!by_) return of(report[std::vector<std::string>{}]);
        json out{{"by", json::array()}, {"leads_whose_records_disagree", report.conflicts}};
        for (auto const& [key, one] : report) out["by"].push_back({{"key", key}, {"report", of(one)}});
        return out;
    }

private:
    /// A range of no journeys.
    struct none {
        element const* begin() const { return nullptr; }
        element const* end() const { return nullptr; }
    };

    Metric                                    metric_;
    bool                                      by_;
    lm::summary<Metric, element>              whole_;
    std::vector<lm::summary<Metric, element>> staged_;
};

template <class Duration>
using made_report = std::unique_ptr<part_of_report<Duration>>;

template <class Duration, class Metric>
made_report<Duration> with_keys(configuration const& how, Metric metric)
{
    std::string names;
    for (auto const& name : how.by) names += (names.empty() ? "" : ", ") + name;
    auto by = lm::by(lm::named(names.empty() ? "(none)" : names, key_of_columns{how.by.size()}), std::move(metric));
    return std::make_unique<report_on<Duration, decltype(by)>>(std::move(by), !how.by.empty());
}
template <class Duration, class Metric>
made_report<Duration> with_keys_and_windows(configuration const& how, Metric metric)
{
    if (how.windows.empty()) return with_keys<Duration>(how, std::move(metric));
    return with_keys<Duration>(how, lm::windowed(chosen_windows{how.windows}, std::move(metric)));
}

std::optional<lm::timespan> length(settings const& said, char const* key, double unit)
{
    auto const n = said.number(key);
    if (!n) return std::nullopt;
    if (!(*n >= 0 && *n * unit < 4e9)) said.wrong(key, "a length of time, 0 or more");
    return std::chrono::seconds{static_cast<std::int64_t>(std::llround(*n * unit))};
}
lm::precision durations(settings const& said)
{
    auto const name = said.text("durations").value_or("exact");
    if (name == "exact") return lm::precision::exact;
    if (name == "within_half_percent") return lm::precision::within_half_percent;
    if (name != "within_three_percent") said.wrong("durations", "exact, within_half_percent or within_three_percent");
    return lm::precision::within_three_percent;
}

template <class Duration>
made_report<Duration> make_report(configuration& how, std::string const& name, json const& its)
{
    std::string const where = "reports, " + name;
    constexpr double  hour = 3600, day = 86400;
    auto const        made = [&](auto metric) { return with_keys_and_windows<Duration>(how, std::move(metric)); };
    if (name == "volume") {
        settings const said{its, where, {}};
        return made(lm::volume{how.pipeline, {.as_of = how.as_of}});
    }
    if (name == "conversion") {
        settings const said{its, where, {"horizon_days", "strict"}};
        return made(
            lm::conversion{how.pipeline, {.as_of = how.as_of, .horizon = length(said, "horizon_days", day), .strict = said.flag("strict", false)}});
    }
    if (name == "velocity") {
        settings const                           said{its, where, {"durations", "deal"}};
        lm::velocity_settings<std::string> const how_fast{.as_of = how.as_of, .durations = durations(said), .deal = said.text("deal")};
        if (how.columns.amount.empty()) return made(lm::velocity{how.pipeline, how_fast});
        return made(lm::velocity{how.pipeline, how_fast, lm::named(how.columns.amount, amount_of_change{})});
    }
    if (name == "efficiency") {
        settings const said{its, where, {"target", "strict"}};
        return made(lm::efficiency{how.pipeline, {.as_of = how.as_of, .target = said.text("target"), .strict = said.flag("strict", false)}});
    }
    if (name == "mql") {
        settings const                      said{its, where, {"qualified", "accepted", "reason"}};
        lm::mql_settings<std::string> const passed{.as_of = how.as_of, .qualified = said.text("qualified"), .accepted = said.text("accepted")};
        auto const                          reason = said.text("reason");
        if (!reason) return made(lm::mql{how.pipeline, passed});
        return made(lm::mql{how.pipeline, passed, lm::named(*reason, text_of_column{how.text_column(*reason)})});
    }
    if (name == "sla") {
        settings const said{its, where, {"start", "response", "hours", "durations"}};
        return made(lm::sla{how.pipeline,
                            {.as_of      = how.as_of,
                             .start      = said.text("start"),
                             .response   = said.text("response"),
                             .allowance  = length(said, "hours", hour),
                             .list_leads = false,
                             .durations  = durations(said)}});
    }
    throw std::invalid_argument("reports: found \"" + name + "\", expected some of volume, conversion, velocity, efficiency, mql, sla");
}

template <class Duration>
class engine_of : public engine {
    using store = typename part_of_report<Duration>::store;

public:
    explicit engine_of(configuration how) : how_(std::move(how))
    {
        for (auto const& [name, its] : how_.reports) reports_.push_back(make_report<Duration>(how_, name, its));
        rows_.emplace(words(), how_.columns);
    }

    void add(lm::arrow_stream& stream) override
    {
        check();
        rows_->add(stream);
    }

    std::string bytes() override
    {
        settle();
        std::string all;
        for (auto const& one : reports_) all += one->bytes();
        return all;
    }

    void merge(std::vector<std::string_view> const& parts) override
    {
        check();
        staged([&] {
            for (std::string_view part : parts) stage(part);
        });
    }

    std::string as_json() override
    {
        settle();
        json out;
        for (std::size_t i = 0; i != reports_.size(); ++i) out[how_.reports[i].first] = reports_[i]->as_json();
        return out.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
    }

private:
    lm::vocabulary<std::string_view> words() const
    {
        std::vector<lm::vocabulary<std::string_view>::entry> entries;
        for (std::string const& stage : how_.stages) entries.push_back({stage, stage});
        return lm::vocabulary<std::string_view>{std::move(entries)};
    }
    /// Loads the summaries of one part, to be merged later.
    void stage(std::string_view part)
    {
        for (std::size_t i = 0; i != reports_.size(); ++i) {
            if (part.empty())
                throw std::invalid_argument("a part has summaries of " + std::to_string(i) + " reports, expected " + std::to_string(reports_.size())
                                            + ": it was made with another configuration");
            auto const size = lm::describe(part).size;
            reports_[i]->stage(part.substr(0, size));
            part.remove_prefix(size);
        }
        if (!part.empty()) throw std::invalid_argument("a part has summaries of more reports than the configuration");
    }
    /// Merges what stage() loads or summarizes: all of it, or nothing where it throws.
    template <class Stage>
    void staged(Stage const& stage)
    {
        try {
            stage();
        } catch (...) {
            for (auto const& one : reports_) one->merge_staged(false);
            throw;
        }
        half_done_ = true; // only where memory ends: then some reports have what others lack
        for (auto const& one : reports_) one->merge_staged(true);
        half_done_ = false;
    }
    void check() const
    {
        if (half_done_)
            throw std::runtime_error("memory ended in an earlier call, and the reports differ in what they have: close this object and begin anew");
    }
    /// Summarizes the rows that have been added, and lets them go.
    void settle()
    {
        check();
        if (rows_->empty()) return;
        store none{words(), how_.columns};
        staged([&] {
            auto const journeys = lm::journeys(std::as_const(*rows_), how_.pipeline);
            for (auto const& one : reports_) one->stage(journeys);
        });
        *rows_ = std::move(none);
    }

    configuration                      how_;
    std::vector<made_report<Duration>> reports_;
    std::optional<store>               rows_;
    bool                               half_done_ = false;
};

} // namespace

std::unique_ptr<engine> make_engine(configuration how)
{
    if (how.precision == "seconds") return std::make_unique<engine_of<std::chrono::seconds>>(std::move(how));
    if (how.precision == "microseconds") return std::make_unique<engine_of<std::chrono::microseconds>>(std::move(how));
    return std::make_unique<engine_of<std::chrono::milliseconds>>(std::move(how));
}

} // namespace lead_reports_parts
