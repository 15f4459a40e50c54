// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_ENGINE_HPP
#define LEAD_REPORTS_ENGINE_HPP

#include "configuration.hpp"

#include <leadmetrics/adapter/arrow_store.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lead_reports_parts {

/// The reports of a configuration, for one precision of instants.
class engine {
public:
    virtual ~engine() = default;

    virtual void        add(leadmetrics::arrow_stream& stream)            = 0;
    virtual void        add(std::string_view json)                        = 0; ///< rows, see json_rows.hpp
    virtual std::string bytes()                                           = 0;
    virtual void        merge(std::vector<std::string_view> const& parts) = 0; ///< all, or none where one is refused
    virtual std::string as_json()                                         = 0;
};

/// Throws std::invalid_argument for settings that cannot be.
std::unique_ptr<engine> make_engine(configuration how);

// Each in a file of its own, which the compiler takes one after another.
std::unique_ptr<engine> engine_in_seconds(configuration how);
std::unique_ptr<engine> engine_in_milliseconds(configuration how);
std::unique_ptr<engine> engine_in_microseconds(configuration how);

} // namespace lead_reports_parts

#endif
