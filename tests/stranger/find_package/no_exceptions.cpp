// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Built with -fno-exceptions: a refused setting ends in the one documented hook, which prints the message and aborts.
#include "report.hpp"

#include <cstring>

int main(int argc, char** argv)
{
    if (argc > 1 && std::strcmp(argv[1], "refuse") == 0) static_cast<void>(leadmetrics::funnel{phase::lead, phase::lead});
    return efficiency_of(changes()).generated == 2 ? 0 : 1;
}
