// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "lead_plugin.h"

#include <leadmetrics/leadmetrics.hpp>
#include <leadmetrics/render/json.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace lm = leadmetrics;
using nlohmann::json;

namespace {

using time_point = date::sys_time<std::chrono::milliseconds>;

struct change {
    std::string        lead_id;
    std::optional<int> stage;
    time_point         at;
};

struct service_level {
    int                  from, to;
    std::chrono::minutes allowance;
};

struct configuration {
    std::vector<std::string>     names; ///< the names of the stages, the lost stages last
    std::vector<int>             stages, lost;
    lm::vocabulary<int>          words;
    std::optional<service_level> sla;
};

int number_of(configuration const& made, std::string const& name)
{
    for (std::size_t i = 0; i != made.names.size(); ++i)
        if (made.names[i] == name) return static_cast<int>(i);
    throw std::invalid_argument("sla: there is no stage \"" + name + "\"");
}

configuration read(char const* text)
{
    json const                              said = json::parse(text);
    configuration                           made;
    std::vector<lm::vocabulary<int>::entry> entries;
    auto const                              add = [&](json const& all, std::vector<int>& to) {
        for (json const& one : all) {
            int const number = static_cast<int>(made.names.size());
            made.names.push_back(one.at("name").get<std::string>());
            to.push_back(number);
            for (json const& word : one.at("words")) entries.push_back({word.get<std::string>(), number});
        }
    };
    add(said.at("stages"), made.stages);
    if (said.contains("lost")) add(said.at("lost"), made.lost);
    made.words = lm::vocabulary<int>{std::move(entries)};
    if (said.contains("sla")) {
        json const& sla = said.at("sla");
        made.sla        = service_level{number_of(made, sla.at("from").get<std::string>()), number_of(made, sla.at("to").get<std::string>()),
                                 std::chrono::minutes{static_cast<std::int64_t>(sla.at("hours").get<double>() * 60)}};
    }
    return made;
}

} // namespace

struct lead_plugin {
    configuration                       how;
    lm::funnel<int>                     pipeline;
    std::vector<change>                 changes;
    std::map<std::string, std::int64_t> unknown;
    std::string                         answer, problem;

    explicit lead_plugin(configuration made) : how(std::move(made)), pipeline(lm::funnel<int>(how.stages).lost_at(how.lost)) {}

    nlohmann::ordered_json report(time_point as_of) const
    {
        auto const journeys = lm::journeys(changes, pipeline);
        auto const metrics  = lm::together(lm::volume{pipeline, {.as_of = as_of}}, lm::conversion{pipeline, {.as_of = as_of}},
                                           lm::velocity{pipeline, {.as_of = as_of}});
        auto const name     = [this](int stage) { return how.names[static_cast<std::size_t>(stage)]; };
        auto const said     = lm::to_json(metrics, metrics(journeys), lm::json_options{.names = name});

        nlohmann::ordered_json out{{"as_of", said["as_of"]}, {"settings", said["settings"]}};
        out["volume"]     = said["result"][0];
        out["conversion"] = said["result"][1];
        out["velocity"]   = said["result"][2];
        auto replaced     = said["replaced_texts"].get<std::int64_t>();
        if (how.sla) {
            auto const sla =
                lm::sla{pipeline, {.as_of = as_of, .start = how.sla->from, .response = how.sla->to, .allowance = how.sla->allowance}}(journeys);
            auto const level = lm::to_json(sla, lm::json_options{.names = name, .list_leads = false});
            out["sla"]       = level["result"];
            replaced += level["replaced_texts"].get<std::int64_t>();
            out["tasks"] = json::array();
            for (auto const& notice : lm::lead_notices(sla)) {
                if (out["tasks"].size() == 10) break; // the most urgent ones
                auto const task = lm::salesforce::task_of(notice, date::floor<date::days>(as_of));
                out["tasks"].push_back({{"WhoId", task.WhoId},
                                        {"WhatId", task.WhatId},
                                        {"Subject", task.Subject},
                                        {"Description", task.Description},
                                        {"ActivityDate", task.ActivityDate}});
            }
        }
        out["unknown_statuses"] = unknown;
        out["replaced_texts"]   = replaced; // of the reports; texts of tasks and statuses that are no UTF-8 have U+FFFD, too
        return out;
    }
};

namespace {

/// Catches all exceptions, because a host in C, or one built with another compiler, could not catch them.
template <class Step>
lead_plugin_status guarded(std::string& problem, Step const& step) noexcept
{
    try {
        step();
        return LEAD_PLUGIN_OK;
    } catch (json::exception const& why) {
        return problem = why.what(), LEAD_PLUGIN_BAD_ARGUMENT;
    } catch (std::invalid_argument const& why) {
        return problem = why.what(), LEAD_PLUGIN_BAD_ARGUMENT;
    } catch (std::exception const& why) {
        return problem = why.what(), LEAD_PLUGIN_FAILED;
    } catch (...) {
        return LEAD_PLUGIN_FAILED;
    }
}

} // namespace

extern "C" {

char const* lead_plugin_version(void)
{
    static std::string const text =
        std::to_string(lm::version.major_number) + '.' + std::to_string(lm::version.minor_number) + '.' + std::to_string(lm::version.patch_number);
    return text.c_str();
}

lead_plugin_status lead_plugin_open(char const* configuration, lead_plugin** made, char const** error)
{
    static thread_local std::string problem;
    if (error != nullptr) *error = "";
    if (made == nullptr) return LEAD_PLUGIN_BAD_ARGUMENT;
    *made             = nullptr;
    auto const status = guarded(problem, [&] {
        if (configuration == nullptr) throw std::invalid_argument("configuration: null");
        *made = new lead_plugin(read(configuration));
    });
    if (status != LEAD_PLUGIN_OK && error != nullptr) *error = problem.c_str();
    return status;
}

void lead_plugin_close(lead_plugin* plugin) { delete plugin; }

lead_plugin_status lead_plugin_change(lead_plugin* plugin, char const* lead_id, char const* status, int64_t at_ms)
{
    if (plugin == nullptr) return LEAD_PLUGIN_BAD_ARGUMENT;
    return guarded(plugin->problem, [&] {
        if (lead_id == nullptr || status == nullptr) throw std::invalid_argument("lead_plugin_change: null");
        auto const stage = plugin->how.words[status];
        plugin->changes.push_back({lead_id, stage, time_point{std::chrono::milliseconds{at_ms}}});
        if (!stage) ++plugin->unknown[status];
    });
}

lead_plugin_status lead_plugin_report(lead_plugin* plugin, int64_t as_of_ms, char const** answer)
{
    if (plugin == nullptr) return LEAD_PLUGIN_BAD_ARGUMENT;
    return guarded(plugin->problem, [&] {
        if (answer == nullptr) throw std::invalid_argument("lead_plugin_report: null");
        plugin->answer = plugin->report(time_point{std::chrono::milliseconds{as_of_ms}})
                             .dump(-1, ' ', false, json::error_handler_t::replace); // ids may be any bytes
        *answer = plugin->answer.c_str();
    });
}

char const* lead_plugin_error(lead_plugin const* plugin) { return plugin == nullptr ? "null" : plugin->problem.c_str(); }

} // extern "C"
