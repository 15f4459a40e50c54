// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "scoring.hpp"

#include "csv_file.hpp"
#include "usual_models.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace crm {

score_model parse_model(std::string const& text, std::string const& where)
{
    try {
        return examples::read_score_model<activity>(examples::parsed(text, where, "an object with rules"), where);
    } catch (examples::settings_error const& problem) {
        throw input_error(problem.what());
    } catch (json::exception const& problem) {
        throw input_error(where + ": " + problem.what());
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
