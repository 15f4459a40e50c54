// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
extern "C" long long plugin_generated();

int main() { return plugin_generated() == 2 ? 0 : 1; }
