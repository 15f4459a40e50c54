// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Reports on cash flows.

#include "inputs.hpp"
#include "typed_subject.hpp"

namespace leadmetrics_tests {

std::vector<law_family> cash_flow_families()
{
    lm::roi const books{{.as_of = closing, .annual_rate = 0.07}};
    return {family<cash_flow_input>("roi", books, lm::roi{{.as_of = closing, .annual_rate = 0.08}}, lm::roi{{.as_of = epoch, .annual_rate = 0.07}}),
            family<cash_flow_input>("monthly(roi)", lm::monthly(books)), family<cash_flow_input>("together", lm::together(books, lm::weekly(books)))};
}

} // namespace leadmetrics_tests
