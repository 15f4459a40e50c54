// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_VERSION_HPP
#define LEADMETRICS_VERSION_HPP

// Everything that users name lives in `leadmetrics`. The inline namespace in it is the ABI version, so that two plugins built with different versions
// of the library can live in one process, and the mode: what is refused is thrown where exceptions are on, and ends in the hook `refused_setting`
// where they are off, so the same function has two bodies. With a namespace for each mode, a program may link object files of both kinds in any
// order.
#if defined(__cpp_exceptions)
#define LEADMETRICS_ABI v0_1
#else
#define LEADMETRICS_ABI v0_1_no_exceptions
#endif

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

struct version_number {
    int major_number;
    int minor_number;
    int patch_number;
};

inline constexpr version_number version{0, 1, 0};

}} // namespace leadmetrics

#endif
