// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_GUARDED_INCLUDES_HPP
#define LEADMETRICS_CORE_DETAIL_GUARDED_INCLUDES_HPP

// date and range-v3 have functions named min and max, which a user's macros of these names (Windows' headers have them) would break.
// libstdc++ takes such macros away for good with the first of its headers, and would not compile if they came back: hence <version> first.
#include <version>

#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <date/date.h>
#include <range/v3/range/concepts.hpp>
#include <range/v3/view/all.hpp>
#pragma pop_macro("max")
#pragma pop_macro("min")

#endif
