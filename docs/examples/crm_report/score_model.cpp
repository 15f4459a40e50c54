// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "scoring.hpp"

#include "csv_file.hpp"
#include "usual_models.hpp"

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// A JSON object of a configuration. Unknown keys are an error.
class settings {
public:
    settings(json const& object, std::string where, std::initializer_list<char const*> known) : object_(object), where_(std::move(where))
    {
        if (!object.is_object()) throw input_error(where_ + ": found " + object.dump() + ", expected an object");
        for (auto const& [key, value] : object.items()) {
            std::string names;
            bool        found = false;
            for (char const* one : known) {
                found = found || key == one;
                names += (names.empty() ? "" : ", ") + std::string{one};
            }
            if (!found) throw input_error(where_ + ": found the key \"" + key + "\", expected one of " + names);
        }
    }

    std::optional<double> number(char const* key) const
    {
        if (!object_.contains(key)) return std::nullopt;
        if (!object_[key].is_number()) wrong(key, "a number");
        return object_[key].template get<double>();
    }
    std::optional<lm::timespan> days(char const* key) const
    {
        auto const n = number(key);
        if (!n) return std::nullopt;
        if (!(*n > 0 && *n < 36500)) wrong(key, "a number of days above 0");
        return std::chrono::seconds{static_cast<std::int64_t>(*n * 86400)};
    }
    std::string text(char const* key) const
    {
        if (!object_.contains(key) || !object_[key].is_string()) throw input_error(where_ + ", " + key + ": expected a text");
        return object_[key].template get<std::string>();
    }
    bool flag(char const* key) const
    {
        if (!object_.contains(key)) return false;
        if (!object_[key].is_boolean()) wrong(key, "true or false");
        return object_[key].template get<bool>();
    }
    bool              has(char const* key) const { return object_.contains(key); }
    json const&       at(char const* key) const { return object_[key]; }
    [[noreturn]] void wrong(char const* key, std::string const& expected) const
    {
        throw input_error(where_ + ", " + key + ": found " + object_[key].dump() + ", expected " + expected);
    }

private:
    json const& object_;
    std::string where_;
};

/// The kinds of activities that a rule is for: one, or a list of several words for the same thing.
std::vector<std::string> kinds_of(settings const& say)
{
    if (!say.has("kind") || !say.at("kind").is_array()) return {say.text("kind")};
    std::vector<std::string> kinds;
    for (auto const& one : say.at("kind")) {
        if (!one.is_string()) say.wrong("kind", "a text, or a list of texts");
        kinds.push_back(one.get<std::string>());
    }
    if (kinds.empty()) say.wrong("kind", "at least one kind");
    return kinds;
}

activity_rule rule_of(json const& object, std::string const& where)
{
    settings const say{object, where, {"name", "kind", "points", "by_share", "at_most", "per", "at_most_points", "half_life_days"}};
    auto const     points = say.number("points");
    if (!points) throw input_error(where + ", points: expected a number");
    auto const    kinds     = kinds_of(say);
    auto const    condition = [kinds](activity const& one) { return std::find(kinds.begin(), kinds.end(), one.kind) != kinds.end(); };
    auto const    share     = [points = *points](activity const& one) { return points * one.share; };
    auto const    fixed     = [points = *points](activity const&) { return points; };
    bool const    by_share  = say.flag("by_share");
    activity_rule rule{say.has("name") ? say.text("name") : kinds.front(), condition,
                       by_share ? std::function<double(activity const&)>{share} : fixed};
    if (say.has("per") && !say.has("at_most")) say.wrong("per", "at_most beside it");
    if (auto const times = say.number("at_most")) {
        auto const n = static_cast<std::int64_t>(*times);
        if (static_cast<double>(n) != *times) say.wrong("at_most", "a whole number");
        auto const per = say.has("per") ? say.text("per") : "";
        if (per.empty()) rule = rule.at_most(n);
        else if (per == "day") rule = rule.at_most(n, lm::days_of{});
        else if (per == "week") rule = rule.at_most(n, lm::weeks_of{});
        else if (per == "month") rule = rule.at_most(n, lm::months_of{});
        else say.wrong("per", "day, week or month");
    }
    if (auto const most = say.number("at_most_points")) rule = rule.at_most_points(*most);
    if (auto const half = say.days("half_life_days")) rule = rule.decay(lm::half_life{*half});
    return rule;
}

} // namespace

score_model parse_model(std::string const& text, std::string const& where)
{
    json read;
    try {
        read = json::parse(text);
    } catch (json::exception const& problem) {
        throw input_error(where + ": " + problem.what());
    }
    settings const say{read, where, {"rules", "half_life_days", "floor", "ceiling", "inactivity", "sales_ready", "cold_after_days"}};
    if (!say.has("rules") || !say.at("rules").is_array()) throw input_error(where + ", rules: expected a list of rules");
    std::vector<activity_rule> rules;
    try {
        for (auto const& one : say.at("rules")) rules.push_back(rule_of(one, where + ", rule " + std::to_string(rules.size() + 1)));
        lm::scoring_model model{std::move(rules)};
        if (auto const half = say.days("half_life_days")) model = model.decay(lm::half_life{*half});
        if (auto const floor = say.number("floor")) model = model.floor(*floor);
        if (auto const ceiling = say.number("ceiling")) model = model.ceiling(*ceiling);
        if (say.has("inactivity")) {
            settings const idle{say.at("inactivity"), where + ", inactivity", {"days", "points", "at_most"}};
            model = model.inactivity({.period = idle.days("days"), .points = idle.number("points").value_or(0), .at_most = idle.number("at_most")});
        }
        std::set<std::string> kinds;
        for (auto const& one : say.at("rules"))
            for (auto const& kind : one.at("kind").is_array() ? one.at("kind") : json::array({one.at("kind")})) kinds.insert(kind.get<std::string>());
        return {std::move(model), say.number("sales_ready"), say.days("cold_after_days"), std::move(kinds)};
    } catch (std::invalid_argument const& problem) {
        throw input_error(where + ": " + problem.what());
    }
}

score_model read_model(std::string const& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) throw input_error(file + ": cannot be opened");
    return parse_model({std::istreambuf_iterator<char>{in}, {}}, file);
}

score_model usual_model(std::string const& vendor)
{
    for (auto const& [name, text] : usual_models())
        if (vendor == name) return parse_model(text, "the usual model of " + vendor);
    return usual_model();
}

} // namespace crm
