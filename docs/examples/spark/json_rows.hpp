// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_JSON_ROWS_HPP
#define LEAD_REPORTS_JSON_ROWS_HPP

#include "configuration.hpp"

#include <leadmetrics/adapter/arrow.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace lead_reports_parts {

/// Rows that are written in JSON, as a record batch: a list of objects with the columns of a configuration. A missing value is null, or its key is
/// missing. Other keys are not read. Throws settings_error for what is no such list.
class json_rows {
public:
    json_rows(std::string_view text, leadmetrics::store_columns const& columns);
    json_rows(json_rows const&)            = delete;
    json_rows& operator=(json_rows const&) = delete;

    [[nodiscard]] leadmetrics::arrow_schema const& schema() const noexcept { return schema_; }
    [[nodiscard]] leadmetrics::arrow_array&        batch() noexcept { return batch_; }

private:
    /// A column of texts, or of 64-bit integers, with a bit for each value that is there.
    struct column {
        std::string                name;
        char const*                format;
        std::vector<unsigned char> present{};
        std::vector<std::int32_t>  ends{0};
        std::string                texts{};
        std::vector<std::int64_t>  numbers{};
        std::array<void const*, 3> buffers{};
        leadmetrics::arrow_schema  schema{};
        leadmetrics::arrow_array   array{};
    };

    column& add(std::string const& name, char const* format);
    void    fill(column& to, json const& rows);
    void    finish(std::size_t rows);

    std::deque<column>                      columns_; // which stay where they are
    std::vector<leadmetrics::arrow_schema*> schemas_;
    std::vector<leadmetrics::arrow_array*>  arrays_;
    std::array<void const*, 1>              no_buffers_{};
    leadmetrics::arrow_schema               schema_{};
    leadmetrics::arrow_array                batch_{};
};

} // namespace lead_reports_parts

#endif
