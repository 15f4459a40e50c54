// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_VERSION_HPP
#define LEADMETRICS_VERSION_HPP

/// Everything users name lives in `leadmetrics`; the inline namespace below it is the ABI version, so that two plugins built against
/// different versions of the library can live in one process.
namespace leadmetrics { inline namespace v0_1 {

struct version_number {
    int major_number;
    int minor_number;
    int patch_number;
};

inline constexpr version_number version{0, 1, 0};

}} // namespace leadmetrics

#endif
