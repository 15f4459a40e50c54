// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_GUARDED_INCLUDES_HPP
#define LEADMETRICS_CORE_DETAIL_GUARDED_INCLUDES_HPP

// date and range-v3 have functions named min and max. Macros of these names (Windows' headers define such macros) would break them, so the macros
// are put aside here. The first header of libstdc++ undefines these macros for good, and libstdc++ does not compile if they come back. Therefore
// <version> is included before the macros are saved.
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
