// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_CORE_SAVED_FORM_HPP
#define LEADMETRICS_CORE_SAVED_FORM_HPP

#include <leadmetrics/version.hpp>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// How a type of the user's is saved within a summary: as a value of another type that can be saved. It is specialised for types of keys, lead ids,
/// campaigns and amounts of money that lm::save does not know:
///
///     template <> struct leadmetrics::saved_form<region> {
///         static std::string to(region const& one) { return one.code(); }
///         static region      from(std::string code) { return region{std::move(code)}; } // throws for a code that is none
///     };
///
/// lm::save knows integers, enumerations, floating-point numbers, std::string, durations and time points, the dates of the date library and of
/// std::chrono, and optionals, pairs, tuples and vectors of these. Two equal values must have equal forms. The order of values does not have to be
/// the order of their forms.
template <class T>
struct saved_form;

}} // namespace leadmetrics

#endif
