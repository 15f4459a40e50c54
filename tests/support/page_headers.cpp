// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Nothing: the unit with which the headers of the documentation's pages are precompiled.
