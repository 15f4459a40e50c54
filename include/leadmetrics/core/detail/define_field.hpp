// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Without a guard: defines LEADMETRICS_DETAIL_FIELD(lookup, word) for the header that includes it, which undefines it behind its fields.
//
// One type a word. The word itself has to be spelled as a member name three times, which only the preprocessor can do once.
#include <string_view>

#define LEADMETRICS_DETAIL_FIELD(lookup, word)                                                                                                       \
    struct word##_t : lookup<word##_t> {                                                                                                             \
        static constexpr std::string_view name() noexcept { return #word; }                                                                          \
        template <class Mapping>                                                                                                                     \
        static constexpr auto entry(Mapping const& mapping) -> decltype((mapping.word))                                                              \
        {                                                                                                                                            \
            return mapping.word;                                                                                                                     \
        }                                                                                                                                            \
        template <class Record>                                                                                                                      \
        static constexpr auto data(Record const& record) -> decltype((record.word))                                                                  \
        {                                                                                                                                            \
            return record.word;                                                                                                                      \
        }                                                                                                                                            \
        template <class Record>                                                                                                                      \
        static constexpr auto call(Record const& record) -> decltype(record.word())                                                                  \
        {                                                                                                                                            \
            return record.word();                                                                                                                    \
        }                                                                                                                                            \
    };                                                                                                                                               \
    inline constexpr word##_t word {}
