// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Runs the vectors of docs/conformance through the library. With LEADMETRICS_WRITE_ANSWERS set, it writes their answers; their figures are never
// written.
#include "configuration.hpp"
#include "engine.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

using json = nlohmann::ordered_json;

namespace {

std::vector<std::filesystem::path> vector_files()
{
    std::vector<std::filesystem::path> all;
    for (auto const& file : std::filesystem::directory_iterator(CONFORMANCE))
        if (file.path().extension() == ".json") all.push_back(file.path());
    std::sort(all.begin(), all.end());
    return all;
}

auto engine_for(json const& vector)
{
    return lead_reports_parts::make_engine(lead_reports_parts::read_configuration(vector["configuration"].dump().c_str()));
}

std::string answer_to(json const& vector, json const& records)
{
    auto const engine = engine_for(vector);
    engine->add(records.dump());
    return engine->as_json();
}

/// The first place at which two answers differ; empty where they do not. Real numbers may differ in their last digits between platforms.
std::string difference(json const& a, json const& b, std::string const& place = "")
{
    if (a.is_number() && b.is_number()) {
        double const x = a.get<double>(), y = b.get<double>();
        bool const   close = std::abs(x - y) <= 1e-9 * std::max({std::abs(x), std::abs(y), 1e-3});
        return close && (a.is_number_float() || x == y) ? "" : place;
    }
    if (a.type() != b.type() || a.size() != b.size()) return place + " ";
    if (a.is_object()) {
        for (auto const& [key, value] : a.items()) {
            if (!b.contains(key)) return place + '/' + key;
            if (auto const where = difference(value, b[key], place + '/' + key); !where.empty()) return where;
        }
    } else if (a.is_array()) {
        for (std::size_t i = 0; i != a.size(); ++i)
            if (auto const where = difference(a[i], b[i], place + '/' + std::to_string(i)); !where.empty()) return where;
    } else if (a != b) return place + " ";
    return "";
}

/// Whether a figure is what was worked out by hand; limits of intervals were given with fewer digits.
bool is_figure(std::string_view place, json const& found, json const& expected)
{
    if (!expected.is_number() || !found.is_number()) return found == expected;
    double const x = found.get<double>(), y = expected.get<double>();
    double const tolerance = place.ends_with("/low") || place.ends_with("/high") ? 1e-6 : 1e-9;
    return std::abs(x - y) <= tolerance * std::max(std::abs(x), std::abs(y)) + 1e-12;
}

/// One line for each record, figure and report.
std::string written(json const& vector)
{
    auto const lines = [](json const& all) {
        std::string out;
        for (auto const& [key, value] : all.items())
            out += (out.empty() ? "\n  " : ",\n  ") + (all.is_object() ? json(key).dump() + ": " : "") + value.dump();
        return (all.is_object() ? "{" : "[") + out + (all.is_object() ? "\n }" : "\n ]");
    };
    std::string out;
    for (auto const& [key, value] : vector.items())
        out += (out.empty() ? "{\n " : ",\n ") + json(key).dump() + ": "
               + (key == "records" || key == "figures" || key == "answer" ? lines(value) : value.dump());
    return out + "\n}\n";
}

} // namespace

TEST_CASE("the vectors of the documentation have the figures that the definitions give, in any order and in any parts")
{
    std::size_t n = 0, figures = 0;
    for (auto const& file : vector_files()) {
        INFO(file.filename().string());
        json vector = json::parse(std::ifstream{file}, nullptr, false);
        REQUIRE(vector.is_object());
        ++n;

        auto const records = vector["records"];
        auto const text    = answer_to(vector, records);
        auto const answer  = json::parse(text);
        for (auto const& [place, expected] : vector["figures"].items()) {
            json::json_pointer const at{place};
            INFO(place << " is " << (answer.contains(at) ? answer.at(at).dump() : "not there") << ", expected " << expected.dump());
            CHECK((answer.contains(at) && is_figure(place, answer.at(at), expected)));
            ++figures;
        }
        if (std::getenv("LEADMETRICS_WRITE_ANSWERS") != nullptr) {
            vector["answer"] = answer;
            std::ofstream{file} << written(vector);
        }
        auto const where = difference(vector["answer"], answer);
        INFO("the answer differs at \"" << where << "\": with LEADMETRICS_WRITE_ANSWERS=1 it is written anew; look at the difference");
        CHECK(where.empty());

        json backwards = json::array();
        std::copy(records.rbegin(), records.rend(), std::back_inserter(backwards));
        CHECK(answer_to(vector, backwards) == text);

        // Parts by lead, merged; records that have no lead are a part of their own.
        std::vector<std::pair<json, json>> parts;
        for (auto const& record : records) {
            json const lead  = record.value("lead_id", json{});
            auto const known = std::find_if(parts.begin(), parts.end(), [&](auto const& part) { return part.first == lead; });
            if (known != parts.end()) known->second.push_back(record);
            else parts.emplace_back(lead, json::array({record}));
        }
        std::vector<std::string> bytes;
        for (auto const& [lead, its] : parts) {
            auto const engine = engine_for(vector);
            engine->add(its.dump());
            bytes.push_back(engine->bytes());
        }
        auto const merged = engine_for(vector);
        merged->merge({bytes.begin(), bytes.end()});
        CHECK(merged->as_json() == text);
    }
    CHECK(n > 150);
    CHECK(figures > 1000);
}

TEST_CASE("records in JSON that are none are refused, with their place, and leave what was added")
{
    json const vector{{"configuration",
                       {{"stages", {"Lead", "Won"}},
                        {"as_of", "2024-02-01T00:00:00Z"},
                        {"columns", {{"amount", "amount"}}},
                        {"reports", {{"volume", json::object()}}}}}};
    auto const engine = engine_for(vector);
    engine->add(R"([{"lead_id": 7, "stage": "Lead", "at": "2024-01-01"}])");
    auto const before = json::parse(engine->as_json());
    CHECK(before["rows"]["read"] == 1);
    for (auto const& [text, words] : {std::pair{"{", "records: found what is no JSON"},
                                      {"{}", "records: found what is no list in JSON"},
                                      {"[1]", "record 1, the whole: found 1, expected an object"},
                                      {R"([{}, {"lead_id": {}}])", "record 2, lead_id: found {}, expected a text or a whole number"},
                                      {R"([{"at": "soon"}])", "record 1, at: found \"soon\", expected an instant"},
                                      {R"([{"at": 5}])", "record 1, at: found 5, expected an instant"},
                                      {R"([{"amount": 1.5}])", "record 1, amount: found 1.5, expected a whole number of minor units"},
                                      {R"([{"amount": 18446744073709551615}])", "record 1, amount: found 18446744073709551615"}}) {
        INFO(text);
        try {
            engine->add(std::string_view{text});
            CHECK(false);
        } catch (std::invalid_argument const& refusal) {
            CHECK_THAT(refusal.what(), Catch::Contains(words));
        }
    }
    std::string const deep(100'000, '[');
    CHECK_THROWS_WITH(engine->add(std::string_view{deep}), Catch::Contains("more than 64 deep"));
    CHECK_THROWS_WITH(engine->add(std::string_view{"[{\"at\": \"" + std::string(10'000, 'y') + "\"}]"}),
                      Catch::Contains("yyy…, expected an instant"));
    CHECK_THROWS_WITH(lead_reports_parts::read_configuration(deep.c_str()), Catch::Contains("more than 64 deep"));
    CHECK(json::parse(engine->as_json()) == before);
    engine->add("[]");
    engine->add(R"([{}, {"lead_id": null, "stage": null, "at": null}])");
    auto const after = json::parse(engine->as_json());
    CHECK(after["rows"]["read"] == 3);
    CHECK(after["volume"]["quality"]["missing_lead"] == 2);
}
