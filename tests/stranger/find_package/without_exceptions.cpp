// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The part of the same program that is compiled without exceptions: what is refused ends in the hook.
#include <leadmetrics/report/efficiency.hpp>

bool refuses_without_exceptions(bool really)
{
    if (really) static_cast<void>(leadmetrics::funnel{0, 0});
    return leadmetrics::funnel{0, 1}.size() == 2;
}
