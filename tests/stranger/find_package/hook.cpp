// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// A program's own hook, in a source file that does not include the library.
#include <cstdio>
#include <cstdlib>

namespace leadmetrics {
[[noreturn]] void refused_setting(char const* message);
void              refused_setting(char const* message)
{
    std::printf("our own hook: %s\n", message);
    std::exit(3);
}
} // namespace leadmetrics
