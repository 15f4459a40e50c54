// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_CONFIGURATION_HPP
#define LEAD_REPORTS_CONFIGURATION_HPP

#include <leadmetrics/adapter/arrow_store.hpp>
#include <leadmetrics/journey/funnel.hpp>

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lead_reports_parts {

using json = nlohmann::ordered_json;

/// An object of the configuration, read key by key. Throws std::invalid_argument for an unknown key or a value of another kind.
class settings {
public:
    settings(json const& object, std::string where, std::initializer_list<char const*> known);

    std::optional<double>      number(char const* key) const;
    std::optional<std::string> text(char const* key) const;
    std::vector<std::string>   texts(char const* key) const;
    bool                       flag(char const* key, bool otherwise) const;
    json                       object(char const* key) const; ///< empty where there is none
    std::string const&         where() const noexcept { return where_; }
    [[noreturn]] void          wrong(char const* key, std::string const& expected) const;

private:
    bool has(char const* key) const { return object_.contains(key) && !object_[key].is_null(); }

    json        object_;
    std::string where_;
};

/// What lead_reports_open is told.
struct configuration {
    std::vector<std::string>                  stages;
    leadmetrics::funnel<std::string>          pipeline{std::vector<std::string>{"?"}};
    leadmetrics::instant                      as_of{date::sys_seconds{}};
    std::string                               precision; ///< of instants
    leadmetrics::store_columns                columns;   ///< the columns of `by` come first among its texts
    std::vector<std::string>                  by;
    std::string                               windows; ///< "", day, week, month, quarter or year
    std::vector<std::pair<std::string, json>> reports; ///< by name, with their settings

    /// The place of a further column of texts, which is added where it is new.
    std::size_t text_column(std::string const& name);
};

configuration read_configuration(char const* text);

} // namespace lead_reports_parts

#endif
