// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// The part of a program that is compiled with exceptions: what is refused is thrown.
#include <leadmetrics/report/efficiency.hpp>

#include <stdexcept>

bool refuses_without_exceptions(bool really);

int main(int argc, char**)
{
    try {
        static_cast<void>(leadmetrics::funnel{0, 0});
        return 1;
    } catch (std::invalid_argument const&) {
    }
    if (argc > 1) refuses_without_exceptions(true); // ends in the hook
    return refuses_without_exceptions(false) && leadmetrics::funnel{0, 1}.size() == 2 ? 0 : 1;
}
