// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include <leadmetrics/core/concepts.hpp>

#include "support/catch.hpp"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lm = leadmetrics;

namespace {

struct own_members {
    int               lead_id;
    char              stage;
    date::sys_seconds at;
};
struct own_functions {
    std::string_view                 lead_id() const { return "x"; }
    char                             stage() const { return 's'; }
    std::optional<date::sys_seconds> at() const { return {}; }
};
struct vendor {
    long              LeadId;
    int               value;
    date::sys_seconds date() const { return {}; }
};
struct vendor_words {
    std::function<long(vendor const&)> lead_id = [](vendor const& v) { return -v.LeadId; };
    int vendor::* stage                        = &vendor::value;
    date::sys_seconds (vendor::*at)() const    = &vendor::date;
};
struct without_stage {
    int               lead_id;
    date::sys_seconds at;
};
struct mapped_badly {
    int key;
};
struct unhashable {
    int x;
};
struct with_unhashable_id {
    unhashable        lead_id;
    int               stage;
    date::sys_seconds at;
};
struct with_text_time {
    int         lead_id, stage;
    std::string at;
};

} // namespace

template <>
struct leadmetrics::mapping<vendor> {
    static constexpr auto lead_id = &vendor::LeadId;
    static constexpr auto stage   = &vendor::value;
    static constexpr auto at      = [](vendor const& v) { return v.date(); };
};

TEST_CASE("records speak the library's words by members, functions, a mapping, or a mapping at the call")
{
    STATIC_REQUIRE(lm::stage_event<own_members>);
    STATIC_REQUIRE(lm::stage_event<own_functions>);
    STATIC_REQUIRE(lm::stage_event<vendor>);
    STATIC_REQUIRE(lm::stage_event<vendor, vendor_words>);
    STATIC_REQUIRE(lm::stage_event<own_members const*>);
    STATIC_REQUIRE(lm::stage_event<std::shared_ptr<own_members>>);
    STATIC_REQUIRE(lm::stage_event<std::reference_wrapper<own_members>>);
    STATIC_REQUIRE_FALSE(lm::stage_event<without_stage>);
    STATIC_REQUIRE_FALSE(lm::stage_event<mapped_badly>);
    STATIC_REQUIRE_FALSE(lm::stage_event<with_unhashable_id>);
    STATIC_REQUIRE_FALSE(lm::stage_event<with_text_time>);
    STATIC_REQUIRE_FALSE(lm::stage_event<int>);

    vendor const one{7, 3};
    CHECK(lm::field::lead_id(lm::default_mapping{}, one) == 7);
    CHECK(lm::field::lead_id(vendor_words{}, one) == -7); // the mapping at the call comes first
    CHECK(lm::field::lead_id(lm::default_mapping{}, &one) == 7);
    CHECK(lm::field::stage(lm::default_mapping{}, std::cref(one)) == 3);
    CHECK(lm::field::lead_id(lm::default_mapping{}, own_functions{}) == "x");
}

TEST_CASE("ids of every kind")
{
    using namespace lm::detail;
    CHECK(is_missing(std::string{}));
    CHECK(is_missing(std::optional<int>{}));
    CHECK(is_missing(std::optional<std::string>{""}));
    CHECK_FALSE(is_missing(0));
    char const full[4] = {'a', 'b', 'c', 'd'}, ended[8] = "abcd";
    CHECK(text_of(full) == "abcd");
    CHECK(text_of(ended) == "abcd");
    CHECK(is_missing(static_cast<char const*>(nullptr)));
    STATIC_REQUIRE(lead_identifier<char[18]>);
    STATIC_REQUIRE_FALSE(lead_identifier<unhashable>);
}
