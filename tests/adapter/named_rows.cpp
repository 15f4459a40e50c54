// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/named_rows.hpp>

#include "support/catch.hpp"

#include <leadmetrics/adapter/salesforce.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace lm = leadmetrics;
namespace sf = leadmetrics::salesforce;
using namespace leadmetrics_tests;

namespace {

enum class phase { lead, mql };
lm::vocabulary<phase> const words{{"New", phase::lead}, {"Working", phase::mql}};

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("rows are read by the names of their columns, whatever their order")
{
    texts              header{"LeadId", "Field", "NewValue", "CreatedDate", "Comment"};
    std::vector<texts> rows{{"00Q000000000001", "Status", "New", "2024-01-01", ""}, {"00Q000000000001", "Status", "Working", "2024-01-02", "x"}};
    auto const         first = lm::named_rows(header, rows) | sf::lead_history(words);
    std::reverse(header.begin(), header.end());
    for (auto& row : rows) std::reverse(row.begin(), row.end());
    auto const other = lm::named_rows(header, rows) | sf::lead_history(words);
    REQUIRE(first.size() == 2);
    for (std::size_t i = 0; i != 2; ++i) CHECK((first[i] == other[i]));
    CHECK(first[1].stage == phase::mql);
}

TEST_CASE("a localised header is read by the vendor's names that the caller gives")
{
    texts const              header{"Lead-ID", "Neuer Wert", "Erstellt am"};
    std::vector<texts> const rows{{"00Q000000000001", "New", "31.01.2024 10:00"}};
    auto const changes = lm::named_rows(header, rows, {{"Lead-ID", "LeadId"}, {"Neuer Wert", "NewValue"}, {"Erstellt am", "CreatedDate"}})
                         | sf::lead_history(words, {.times = {.order = lm::date_order::day_first}});
    CHECK(changes[0].lead_id == "00Q000000000001");
    CHECK(changes[0].at.has_value());
    CHECK_THROWS_WITH(lm::column_names(header, {{"Lead ID", "LeadId"}}), says("\"Lead ID\""));
    CHECK_THROWS_WITH(lm::column_names(texts{"a", "b", "a"}), says("\"a\""));
}

TEST_CASE("a row that ends early, and a column that is not there, are import_issues")
{
    texts const              header{"LeadId", "NewValue", "CreatedDate"};
    std::vector<texts> const rows{{"00Q000000000001"}, {}};
    auto const               changes = lm::named_rows(header, rows) | sf::lead_history(words);
    CHECK(changes.size() == 2);
    CHECK(changes.import_issues().missing_id == 1);
    CHECK(changes.import_issues().missing_status == 2);
    CHECK(changes.import_issues().missing_time == 2);
}
