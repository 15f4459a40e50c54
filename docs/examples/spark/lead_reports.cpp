// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "lead_reports.h"

#include "configuration.hpp"
#include "engine.hpp"

#include <leadmetrics/version.hpp>

#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct lead_reports {
    std::unique_ptr<lead_reports_parts::engine> engine;
    std::string                                 answer, problem;
};

namespace {

/// Calls work(); what it throws becomes a status and words.
template <class Work>
lead_reports_status guarded(std::string& problem, Work const& work) noexcept
{
    try {
        try {
            work();
            return LEAD_REPORTS_OK;
        } catch (std::invalid_argument const& refusal) {
            problem = refusal.what();
            return LEAD_REPORTS_REFUSED;
        } catch (std::exception const& failure) {
            problem = failure.what();
            return LEAD_REPORTS_FAILED;
        }
    } catch (...) { // no memory for the words either
        return LEAD_REPORTS_FAILED;
    }
}
template <class Work>
lead_reports_status on(lead_reports* reports, Work const& work) noexcept
{
    if (reports == nullptr) return LEAD_REPORTS_REFUSED;
    return guarded(reports->problem, work);
}
void must(bool holds, char const* otherwise)
{
    if (!holds) throw std::invalid_argument(otherwise);
}

} // namespace

extern "C" {

char const* lead_reports_version(void)
{
    namespace lm = leadmetrics;
    static std::string const text =
        std::to_string(lm::version.major_number) + '.' + std::to_string(lm::version.minor_number) + '.' + std::to_string(lm::version.patch_number);
    return text.c_str();
}

lead_reports_status lead_reports_open(char const* configuration, lead_reports** made, char const** error)
{
    thread_local std::string problem;
    if (made != nullptr) *made = nullptr;
    auto const status = guarded(problem, [&] {
        must(made != nullptr, "open: found null, expected where to put the object");
        auto all    = std::make_unique<lead_reports>();
        all->engine = lead_reports_parts::make_engine(lead_reports_parts::read_configuration(configuration));
        *made       = all.release();
    });
    if (error != nullptr) *error = status == LEAD_REPORTS_OK ? "" : problem.c_str();
    return status;
}

void lead_reports_close(lead_reports* reports) { delete reports; }

lead_reports_status lead_reports_add(lead_reports* reports, void* arrow_array_stream)
{
    return on(reports, [&] {
        must(arrow_array_stream != nullptr, "add: found null, expected a stream");
        reports->engine->add(*static_cast<leadmetrics::arrow_stream*>(arrow_array_stream));
    });
}

lead_reports_status lead_reports_add_json(lead_reports* reports, char const* records)
{
    return on(reports, [&] {
        must(records != nullptr, "add_json: found null, expected a list of records");
        reports->engine->add(std::string_view{records});
    });
}

lead_reports_status lead_reports_bytes(lead_reports* reports, unsigned char const** bytes, size_t* size)
{
    return on(reports, [&] {
        must(bytes != nullptr && size != nullptr, "bytes: found null, expected where to put them");
        reports->answer = reports->engine->bytes();
        *bytes          = reinterpret_cast<unsigned char const*>(reports->answer.data());
        *size           = reports->answer.size();
    });
}

lead_reports_status lead_reports_merge(lead_reports* reports, unsigned char const* const* parts, size_t const* sizes, size_t n)
{
    return on(reports, [&] {
        must(n == 0 || (parts != nullptr && sizes != nullptr), "merge: found null, expected parts and their sizes");
        std::vector<std::string_view> all;
        for (size_t i = 0; i != n; ++i) {
            must(parts[i] != nullptr, "merge: found null, expected a part");
            all.emplace_back(reinterpret_cast<char const*>(parts[i]), sizes[i]);
        }
        reports->engine->merge(all);
    });
}

lead_reports_status lead_reports_json(lead_reports* reports, char const** json)
{
    return on(reports, [&] {
        must(json != nullptr, "json: found null, expected where to put it");
        reports->answer = reports->engine->as_json();
        *json           = reports->answer.c_str();
    });
}

char const* lead_reports_error(lead_reports const* reports)
{
    return reports == nullptr ? "found null, expected an object that was opened" : reports->problem.c_str();
}

} // extern "C"
