// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/adapter/null_words.hpp>

#include "support/catch.hpp"

namespace lm = leadmetrics;

TEST_CASE("the words that databases, spreadsheets and scripts write for null stand for null, and others do not")
{
    for (char const* const word : {"NULL",
                                   "null",
                                   "Null",
                                   "\\N",
                                   "None",
                                   "NaN",
                                   "nan",
                                   "NaT",
                                   "(null)",
                                   "[NULL]",
                                   "<null>",
                                   "<NA>",
                                   "#N/A",
                                   "#NULL!",
                                   "#REF!",
                                   "N/A",
                                   "n/a",
                                   "nil",
                                   "undefined",
                                   "-",
                                   "--",
                                   "000000000000000",
                                   "000000000000000AAA",
                                   "00000000-0000-0000-0000-000000000000",
                                   "0000-00-00 00:00:00",
                                   "0001-01-01T00:00:00"}) {
        INFO(word);
        CHECK(lm::stands_for_null(word));
    }
    // Words that someone may mean, and ids that only look like nothing.
    for (char const* const word :
         {"", "N", "none", "NA", "Nulla", "NULLS", "0", "00000000000000", "000000000000001", "0000000000000000", "----", "-1"}) {
        INFO(word);
        CHECK_FALSE(lm::stands_for_null(word));
    }
}
