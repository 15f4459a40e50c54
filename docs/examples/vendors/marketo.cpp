// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// All reports that a folder of exports from Marketo allows: marketo_report DIR. Which export to take is on docs/adapters/marketo.md.
#include "crm_export.hpp"
#include "figures.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    if (argc != 2) return std::fputs("marketo_report DIR\n", stderr), 2;
    try {
        auto const data = crm::read_crm("marketo", argv[1], {}, leadmetrics::funnel<std::string>{"Lead", "SQL"}, {});
        std::fputs(crm::as_text(data, crm::make_figures(data, {})).c_str(), stdout);
        return 0;
    } catch (std::exception const& problem) {
        std::fprintf(stderr, "marketo_report: %s\n", problem.what());
        return 2;
    }
}
