// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "flow.hpp"

#include "csv_file.hpp"

#include <leadmetrics/leadmetrics.hpp>

namespace lm = leadmetrics;

namespace crm {

std::string flow_text(export_data const& data, std::optional<instant> as_of, std::string const& language)
{
    auto const name  = [](std::string const& stage) { return stage; };
    auto const steps = lm::flow_steps(data.changes, data.pipeline, name, data.touches);
    using step       = decltype(steps)::value_type;
    auto const flow  = lm::directly_follows{&step::step, {.as_of = as_of ? *as_of : latest(data).value_or(instant{})}}(lm::ledgers(steps));
    if (language == "mermaid") return lm::to_mermaid(flow);
    if (language == "dot") return lm::to_dot(flow);
    throw input_error("--flow: found \"" + language + "\", expected mermaid or dot");
}

} // namespace crm
