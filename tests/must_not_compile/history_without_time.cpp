// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// must say: this record lacks a field that the vendor's have: write a member of that name, or leadmetrics::mapping<record>::its_name = &record::your_name
#include <leadmetrics/adapter/salesforce.hpp>

#include <string>
#include <vector>

struct LeadHistory {
    std::string LeadId, NewValue;
};

int main()
{
    std::vector<LeadHistory> const history;
    auto const                     changes = history | leadmetrics::salesforce::lead_history(leadmetrics::vocabulary<int>{{"New", 0}});
}
