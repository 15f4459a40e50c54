// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_EXPORTS_OF_HPP
#define LEADMETRICS_TESTS_SUPPORT_EXPORTS_OF_HPP

// Folders of a vendor's exports, and what crm_report makes of them.

#include "support/catch.hpp"
#include "support/program.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace leadmetrics_tests {

using json = nlohmann::json;

using files = std::vector<std::pair<std::string, std::string>>;

/// A folder of a vendor's exports.
class exports {
public:
    exports(std::string vendor, files const& all) : vendor_(std::move(vendor))
    {
        for (auto const& [name, text] : all) folder_.write(name, text);
    }
    program_result report(std::string const& more = "") const
    {
        return run(std::string{CRM_REPORT} + " --crm " + vendor_ + " " + folder_.path("") + " " + more);
    }
    json figures(std::string const& more = "") const
    {
        auto const result = report("--json " + more);
        INFO(result.err);
        REQUIRE(result.status == 0);
        return json::parse(result.out);
    }
    void refused(std::string const& where, std::string const& what) const
    {
        auto const result = report();
        INFO(result.err);
        CHECK(result.status == 2);
        CHECK(result.out.empty());
        CHECK_THAT(result.err, says(where) && says(what));
    }

private:
    std::string    vendor_;
    scratch_folder folder_;
};

inline std::int64_t generated(json const& all) { return all["efficiency"]["generated"]; }
inline std::int64_t reached(json const& all, std::size_t stage) { return all["volume"]["stages"][stage]["reached"]; }

/// What became of the records of a file.
inline json const& file_in(json const& all, std::string const& file, std::string const& gives)
{
    for (json const& one : all["files"])
        if (one["file"] == file && one["gives"] == gives) return one;
    FAIL(file << " gives no " << gives << ": " << all["files"].dump());
    throw 0;
}

/// The law of every import: what was read was used, or left out for a reason that is said.
inline void check_accounts(json const& all)
{
    for (json const& one : all["files"]) {
        INFO(one.dump());
        std::int64_t sum = one["used"];
        for (json const& n : one["left_out"]) sum += n.get<std::int64_t>();
        CHECK(one["read"] == sum);
        CHECK(one["used"] >= 0);
    }
    json const& q = all["quality"];
    CHECK(q["records"]
          == q["used"].get<std::int64_t>() + q["missing_lead"].get<std::int64_t>() + q["missing_time"].get<std::int64_t>()
                 + q["unknown_stage"].get<std::int64_t>() + q["duplicates"].get<std::int64_t>() + q["after_as_of"].get<std::int64_t>());
}

} // namespace leadmetrics_tests

#endif
