// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// All reports that a folder of exports from Account Engagement allows: account_engagement_report DIR. Which export to take is on
// docs/adapters/account_engagement.md.
#include "crm_export.hpp"
#include "figures.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    if (argc != 2) return std::fputs("account_engagement_report DIR\n", stderr), 2;
    try {
        auto const data =
            crm::read_crm("account_engagement", argv[1], {}, leadmetrics::funnel<std::string>{"Lead", "MQL", "SQL"}.lost_at("Lost"), {});
        std::fputs(crm::as_text(data, crm::make_figures(data, {})).c_str(), stdout);
        return 0;
    } catch (std::exception const& problem) {
        std::fprintf(stderr, "account_engagement_report: %s\n", problem.what());
        return 2;
    }
}
