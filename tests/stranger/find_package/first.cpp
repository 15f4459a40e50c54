// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// One of two translation units that use the same templates.
#include "report.hpp"

#include <cstdio>

int main()
{
    auto const mine = efficiency_of(changes()), theirs = other_efficiency();
    std::printf("%lld %lld\n", static_cast<long long>(mine.generated), static_cast<long long>(theirs.generated));
    return mine == theirs && mine.generated == 2 && mine.converted == 1 ? 0 : 1;
}
