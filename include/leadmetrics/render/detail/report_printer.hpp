// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_RENDER_DETAIL_REPORT_PRINTER_HPP
#define LEADMETRICS_RENDER_DETAIL_REPORT_PRINTER_HPP

#include <leadmetrics/core/detail/lead_id.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <locale>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A number with so many decimals, the same in every locale.
inline std::string decimal_text(double value, int decimals)
{
    char       room[400]; // the longest double has 309 digits before the point
    auto const end = std::to_chars(room, room + sizeof room, value, std::chars_format::fixed, decimals).ptr;
    return {room, end};
}

/// A length of time in the two largest units that fit: "2.5 days", "3 h 20 min", "45 s".
inline std::string length_text(seconds length)
{
    double const s    = length.count();
    std::string  text = s < 0 ? "-" : "";
    double const size = std::abs(s);
    if (size >= 86400) return (text += decimal_text(size / 86400, 1)) += " days";
    auto const whole = std::llround(size);
    auto const parts = [&](std::int64_t large, char const* unit, std::int64_t small, char const* smaller) {
        text.append(std::to_string(large)).append(" ").append(unit);
        if (small != 0) text.append(" ").append(std::to_string(small)).append(" ").append(smaller);
        return text;
    };
    if (whole >= 3600) return parts(whole / 3600, "h", whole % 3600 / 60, "min");
    if (whole >= 60) return parts(whole / 60, "min", whole % 60, "s");
    return (text += decimal_text(size, size == std::floor(size) ? 0 : 1)) += " s";
}

/// The same without days, for lengths that may be on a clock of working time: a day of it would be 24 hours, or as many as an office is open.
inline std::string hours_text(seconds length)
{
    double const hours = length.count() / 3600;
    if (std::abs(hours) < 24) return length_text(length);
    return decimal_text(hours, hours == std::floor(hours) ? 0 : 1) += " h";
}

inline std::string percent_text(std::optional<double> share) { return share ? decimal_text(100 * *share, 1).append(" %") : std::string{"-"}; }
/// "40.0 % (2 of 5, 11.8 to 76.9)"
inline std::string rate_text(proportion const& rate)
{
    std::string text = percent_text(rate.value());
    text.append(" (").append(std::to_string(rate.hits)).append(" of ").append(std::to_string(rate.total));
    if (auto const limits = rate.interval())
        text.append(", ").append(decimal_text(100 * limits->low, 1)).append(" to ").append(decimal_text(100 * limits->high, 1));
    return text += ')';
}

/// Whatever else stands in a report: keys, campaigns, ids, instants, money.
template <class T>
std::string cell_text(T const& value)
{
    if constexpr (string_like<T>) return std::string{text_of(value)};
    else if constexpr (std::is_same_v<T, bool>) return value ? "yes" : "no";
    else if constexpr (std::is_floating_point_v<T>) return decimal_text(static_cast<double>(value), 2);
    else if constexpr (std::is_convertible_v<T const&, seconds>) return length_text(value);
    else if constexpr (requires { value.open_time(); }) return length_text(value.open_time()).append(" of working time");
    else if constexpr (optional_like<T>) return value.has_value() ? cell_text(*value) : std::string{"-"};
    else if constexpr (std::is_integral_v<T>) return std::to_string(value);
    else if constexpr (requires(std::ostream& out) { out << value; }) {
        std::ostringstream out;
        out.imbue(std::locale::classic());
        out << value;
        return std::move(out).str();
    } else if constexpr (requires { std::tuple_size<T>::value; }) {
        std::string all;
        std::apply([&](auto const&... part) { ((all.append(all.empty() ? "" : ", ").append(cell_text(part))), ...); }, value);
        return all;
    } else if constexpr (requires { static_cast<long double>(value); } && !std::is_enum_v<T>)
        return decimal_text(static_cast<double>(static_cast<long double>(value)), 2);
    else return spell(value);
}

/// In the place of names: stages are spelled as they are, enumerators as numbers.
struct no_names {};

/// Text of reports on its way: titles, tables with aligned columns, lines. `Names` says what a stage is called, where it can.
template <class Names>
class report_printer {
public:
    explicit report_printer(Names const& names) : names_(&names) {}

    template <class Stage>
    [[nodiscard]] std::string name(Stage const& stage) const
    {
        if constexpr (requires { requires string_like<std::remove_cvref_t<decltype(std::invoke(*names_, stage))>>; }) {
            auto const& called = std::invoke(*names_, stage);
            return std::string{text_of(called)};
        } else return cell_text(stage);
    }

    void line(std::string const& text) { (text_.append(indent_, ' ') += text) += '\n'; }
    void title(std::string const& text) { line(text); }

    using row = std::vector<std::string>;
    /// The first row holds the headings; columns after the first are aligned to the right where all of their cells begin with a digit, "-" or "+".
    void table(std::vector<row> const& rows)
    {
        std::vector<std::size_t> width;
        std::vector<bool>        right;
        for (std::size_t r = 0; r != rows.size(); ++r)
            for (std::size_t c = 0; c != rows[r].size(); ++c) {
                if (c == width.size()) {
                    width.push_back(0);
                    right.push_back(c != 0);
                }
                width[c] = (std::max)(width[c], letters(rows[r][c]));
                bool const numeric =
                    !rows[r][c].empty() && ((rows[r][c][0] >= '0' && rows[r][c][0] <= '9') || rows[r][c][0] == '-' || rows[r][c][0] == '+');
                right[c] = right[c] && (r == 0 || numeric);
            }
        for (row const& one : rows) {
            std::string text = "  ";
            for (std::size_t c = 0; c != one.size(); ++c) {
                std::string const space(width[c] - letters(one[c]), ' ');
                text += right[c] ? space + one[c] : one[c] + (c + 1 == one.size() ? "" : space);
                if (c + 1 != one.size()) text += "  ";
            }
            line(text);
        }
    }

    using reasons = std::initializer_list<std::pair<std::int64_t, char const*>>;
    /// "12 records, 9 used; 2 without a time": the reasons that occur. Parts of a report to which nothing was counted say nothing: the records of
    /// months are counted with the undated ones.
    void records(char const* label, std::int64_t read, std::int64_t used, reasons const& why)
    {
        bool const nothing = read == 0 && used == 0 && std::all_of(why.begin(), why.end(), [](auto const& one) { return one.first == 0; });
        if (nothing && indent_ != 0) return;
        counts(label + std::to_string(read) + " records, " + std::to_string(used) + " used", why);
    }
    void counts(std::string text, reasons const& why)
    {
        for (auto const& [n, reason] : why)
            if (n != 0) text.append("; ").append(std::to_string(n)).append(" ").append(reason);
        line("  " + text);
    }

    /// Prints what is inside further to the right.
    template <class Print>
    void within(std::string const& heading, Print const& print)
    {
        line(heading + ':');
        indent_ += 2;
        print();
        indent_ -= 2;
    }

    [[nodiscard]] std::string const& text() const noexcept { return text_; }

private:
    /// Letters of UTF-8: bytes that do not go on with one.
    static std::size_t letters(std::string const& text)
    {
        return static_cast<std::size_t>(
            std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
    }

    Names const* names_;
    std::string  text_;
    std::size_t  indent_ = 0;
};

}}} // namespace leadmetrics::detail

#endif
