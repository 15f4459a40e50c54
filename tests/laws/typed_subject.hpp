// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_LAWS_TYPED_SUBJECT_HPP
#define LEADMETRICS_TESTS_LAWS_TYPED_SUBJECT_HPP

#include "counts.hpp"
#include "subject.hpp"

#ifdef LEADMETRICS_TESTS_JSON
#include <leadmetrics/render/json.hpp>
#include <leadmetrics/render/json_schema.hpp>
#endif
#include <leadmetrics/core/bytes.hpp>
#include <leadmetrics/core/metric.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

/// A metric as a law_subject. `Input` is a law_input with a range `all` and a vector of its elements, `each`.
template <class Input, class Metric>
class typed_subject : public law_subject {
    using element = typename decltype(Input::each)::value_type;
    using summary = leadmetrics::summary<Metric, element>;
    using result  = leadmetrics::report_of<Metric, element>;

public:
    typed_subject(std::string what, Metric metric) : law_subject(std::move(what)), metric_(std::move(metric)) {}

    any_value summarize(law_input const& all, std::vector<std::size_t> const& which) const override
    {
        std::vector<element> some;
        for (std::size_t const i : which) some.push_back(of(all).each[i]);
        return any_value::of(metric_.summarize(some));
    }
    any_value   summarize(law_input const& all) const override { return any_value::of(metric_.summarize(of(all).all)); }
    any_value   zero(law_input const& all) const override { return any_value::of(metric_.zero(of(all).all)); }
    void        add(any_value& to, law_input const& all, std::size_t i) const override { metric_.add(to.as<summary>(), of(all).each[i]); }
    void        merge(any_value& to, any_value const& other) const override { metric_.merge(to.as<summary>(), other.as<summary>()); }
    void        merge_with_itself(any_value& to) const override { metric_.merge(to.as<summary>(), to.as<summary>()); }
    any_value   finish(any_value const& from) const override { return any_value::of(metric_.finish(from.as<summary>())); }
    std::string save(any_value const& from) const override { return leadmetrics::save(metric_, from.as<summary>()); }
    any_value   load(std::string const& bytes) const override { return any_value::of(leadmetrics::load<element>(metric_, bytes)); }
    std::string settings(any_value const& of_summary) const override { return std::string{of_summary.as<summary>().settings()}; }
    any_value   report(law_input const& all) const override { return any_value::of(metric_(of(all).all)); }
    any_value   report(law_input const& all, any_runner const& threads) const override { return any_value::of(metric_.run(threads, of(all).all)); }

    std::vector<std::int64_t> counts(any_value const& report) const override
    {
        count_list all;
        add_counts(all, report.as<result>());
        return all;
    }
    any_value without_records(any_value const& report) const override { return any_value::of(without_record_counts(report.as<result>())); }
#ifdef LEADMETRICS_TESTS_JSON
    std::string json(any_value const& report) const override { return leadmetrics::to_json(metric_, report.as<result>()).dump(); }
    std::string json_schema() const override { return leadmetrics::json_schema<result>().dump(); }
#else
    std::string json(any_value const&) const override { return {}; }
    std::string json_schema() const override { return {}; }
#endif

private:
    static Input const& of(law_input const& all) { return static_cast<Input const&>(all); }

    Metric metric_;
};

/// Metrics of one type, which differ in a setting.
template <class Input, class Metric, std::same_as<Metric>... Others>
law_family family(std::string const& name, Metric metric, Others... others)
{
    law_family all{std::make_shared<typed_subject<Input, Metric>>(name, std::move(metric))};
    (all.push_back(std::make_shared<typed_subject<Input, Metric>>(name + ", set otherwise", std::move(others))), ...);
    return all;
}

} // namespace leadmetrics_tests

#endif
