// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "report.hpp"

leadmetrics::efficiency_report other_efficiency() { return efficiency_of(changes()); }
