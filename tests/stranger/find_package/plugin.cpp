// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// A shared object with hidden visibility and without run-time type information.
#include "report.hpp"

extern "C" __attribute__((visibility("default"))) long long plugin_generated() { return efficiency_of(changes()).generated; }
