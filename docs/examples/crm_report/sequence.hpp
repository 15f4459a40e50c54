// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_SEQUENCE_HPP
#define CRM_REPORT_SEQUENCE_HPP

#include "change.hpp"
#include "pieces_of_json.hpp"
#include "sequence_plan.hpp"

#include <leadmetrics/leadmetrics.hpp>

#include <string>

namespace crm {

using sequence_plan = examples::sequence_plan<activity>;

/// Reads a sequence from a JSON file. Refused: an unknown key, a value of the wrong type, and everything that the library refuses. The message
/// names the file.
sequence_plan read_sequence(std::string const& file);

struct sequence_figures {
    leadmetrics::sequence_report whole;
    std::string                  settings; ///< of the metric behind `whole`
};

sequence_figures make_sequence(export_data const& data, sequence_plan const& plan, instant as_of);

std::string sequence_text(sequence_figures const& all);
json        sequence_json(json_pieces& of, sequence_figures const& all);

} // namespace crm

#endif
