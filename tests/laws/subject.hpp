// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_LAWS_SUBJECT_HPP
#define LEADMETRICS_TESTS_LAWS_SUBJECT_HPP

// A metric behind virtual functions: each metric is compiled once, and each law once for all metrics.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

/// A summary or a report of some type: it copies, and compares with others of its type.
class any_value {
    struct held {
        virtual ~held()                                         = default;
        virtual std::unique_ptr<held> copy() const              = 0;
        virtual bool                  equals(held const&) const = 0;
    };
    template <class T>
    struct holds : held {
        explicit holds(T v) : value(std::move(v)) {}
        std::unique_ptr<held> copy() const override { return std::make_unique<holds>(value); }
        bool                  equals(held const& other) const override { return value == static_cast<holds const&>(other).value; }
        T                     value;
    };

public:
    template <class T>
    static any_value of(T value)
    {
        any_value result;
        result.held_ = std::make_unique<holds<T>>(std::move(value));
        return result;
    }
    any_value() = default;
    any_value(any_value const& other) : held_(other.held_ ? other.held_->copy() : nullptr) {}
    any_value(any_value&&) = default;
    any_value& operator=(any_value other)
    {
        held_ = std::move(other.held_);
        return *this;
    }

    /// Of the type that it was made of.
    template <class T>
    T& as() const
    {
        return static_cast<holds<T>&>(*held_).value;
    }
    friend bool operator==(any_value const& a, any_value const& b) { return a.held_->equals(*b.held_); }

private:
    std::unique_ptr<held> held_;
};

/// Threads of any kind, lent to a metric.
struct any_runner {
    std::size_t                                                               threads = 1;
    std::function<void(std::size_t, std::function<void(std::size_t)> const&)> all;

    [[nodiscard]] std::size_t concurrency() const { return threads; }
    template <class Task>
    void operator()(std::size_t n, Task&& task) const
    {
        all(n, [&task](std::size_t i) { task(i); });
    }
};

/// Elements that metrics are made from, with the records that they look at: journeys, paths, ledgers, cash flows.
struct law_input {
    virtual ~law_input()             = default;
    virtual std::size_t size() const = 0;
};

/// A metric with its settings, on one kind of elements.
class law_subject {
public:
    explicit law_subject(std::string what) : name(std::move(what)) {}
    virtual ~law_subject() = default;

    std::string name;

    virtual any_value   summarize(law_input const& all, std::vector<std::size_t> const& which) const = 0; // these elements, in this order
    virtual any_value   summarize(law_input const& all) const                                        = 0;
    virtual any_value   zero(law_input const& all) const                                             = 0;
    virtual void        add(any_value& summary, law_input const& all, std::size_t element) const     = 0;
    virtual void        merge(any_value& summary, any_value const& other) const                      = 0;
    virtual void        merge_with_itself(any_value& summary) const                                  = 0;
    virtual any_value   finish(any_value const& summary) const                                       = 0;
    virtual std::string save(any_value const& summary) const                                         = 0;
    virtual any_value   load(std::string const& bytes) const                                         = 0;
    virtual std::string settings(any_value const& summary) const                                     = 0;
    virtual any_value   report(law_input const& all) const                                           = 0;
    virtual any_value   report(law_input const& all, any_runner const& threads) const                = 0;

    virtual std::vector<std::int64_t> counts(any_value const& report) const          = 0;
    virtual any_value                 without_records(any_value const& report) const = 0; // see without_record_counts

    virtual std::string json(any_value const& report) const = 0; // empty where there is no nlohmann-json, as is the next
    virtual std::string json_schema() const                 = 0;
};

/// Metrics of one type with different settings: no two of them may be merged.
using law_family = std::vector<std::shared_ptr<law_subject const>>;

std::vector<law_family> journey_families();
std::vector<law_family> path_families();
std::vector<law_family> ledger_families();
std::vector<law_family> cash_flow_families();

} // namespace leadmetrics_tests

#endif
