// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_REFUSE_HPP
#define LEADMETRICS_CORE_REFUSE_HPP

#include <leadmetrics/version.hpp>

#include <string>
#include <type_traits>

#if defined(__cpp_exceptions)
#include <stdexcept>
#else
#include <cstdio>
#include <cstdlib>
#endif

#if !defined(__cpp_exceptions)
namespace leadmetrics {

/// The one hook for programs built with -fno-exceptions: a refused setting ends here. The default prints the message to stderr and
/// aborts. A program that wants something else (a log of its own, a crash report) defines this function in one of its source files
/// without including leadmetrics there; it must not return.
[[noreturn]] [[gnu::weak]] void refused_setting(char const* message);

[[noreturn]] [[gnu::weak]] void refused_setting(char const* message)
{
    std::fprintf(stderr, "%s\n", message);
    std::abort();
}

} // namespace leadmetrics
#endif

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Refuses a setting where it is made: throws std::invalid_argument, or ends in `refused_setting` where exceptions are off.
[[noreturn]] inline void refuse(std::string const& setting, std::string const& value, std::string const& advice)
{
    std::string const message = "leadmetrics: " + setting + " = " + value + ": " + advice;
#if defined(__cpp_exceptions)
    throw std::invalid_argument(message);
#else
    refused_setting(message.c_str());
#endif
}

/// An element is asked for that is not there: throws std::out_of_range, or ends in `refused_setting`.
[[noreturn]] inline void absent(std::string const& what)
{
    std::string const message = "leadmetrics: " + what;
#if defined(__cpp_exceptions)
    throw std::out_of_range(message);
#else
    refused_setting(message.c_str());
#endif
}

/// A sum is beyond the range of the user's type: throws std::overflow_error, or ends in `refused_setting`.
[[noreturn]] inline void overflow(std::string const& what)
{
    std::string const message = "leadmetrics: " + what;
#if defined(__cpp_exceptions)
    throw std::overflow_error(message);
#else
    refused_setting(message.c_str());
#endif
}

/// How a value is spelled in a message: numbers and enumerators as numbers, strings as they are.
template <class T>
std::string spell(T const& value)
{
    if constexpr (std::is_enum_v<T>) return std::to_string(static_cast<std::underlying_type_t<T>>(value));
    else if constexpr (requires { std::to_string(value); }) return std::to_string(value);
    else if constexpr (requires { std::string(value); }) return std::string(value);
    else return "(a value without a spelling)";
}

}}} // namespace leadmetrics::detail

#endif
