// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_DETAIL_UNSATISFIED_HPP
#define LEADMETRICS_CORE_DETAIL_UNSATISFIED_HPP

#include <leadmetrics/version.hpp>

#include <cstddef>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A text that can be a template argument.
template <std::size_t N>
struct fixed_text {
    char text[N]{};
    consteval fixed_text(char const (&literal)[N]) noexcept
    {
        for (std::size_t i = 0; i != N; ++i) text[i] = literal[i];
    }
};

/// Always false. As the last alternative of a constraint, it puts the text `Words` and the types that the text is about into the compiler's
/// message. The technique is that of mp-units' unsatisfied<"…">.
template <fixed_text Words, class... Types>
inline constexpr bool unsatisfied = false;

}}} // namespace leadmetrics::detail

#endif
