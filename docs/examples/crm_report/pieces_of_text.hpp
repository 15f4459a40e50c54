// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_PIECES_OF_TEXT_HPP
#define CRM_REPORT_PIECES_OF_TEXT_HPP

#include <leadmetrics/core/time.hpp>
#include <leadmetrics/stats/proportion.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace crm {

/// A table of text with a heading. The first column is aligned to the left, the others to the right.
class table {
public:
    explicit table(std::vector<std::string> heading) { rows_.push_back(std::move(heading)); }
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

    std::string str() const
    {
        std::vector<std::size_t> widths(rows_[0].size());
        for (auto const& row : rows_)
            for (std::size_t i = 0; i != row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
        std::string out;
        for (auto const& row : rows_) {
            std::string line = " ";
            for (std::size_t i = 0; i != row.size(); ++i) {
                bool const left = i == 0 || row[i].starts_with("█") || row[i].starts_with("░");
                line += left ? fmt::format(" {:<{}} ", row[i], widths[i]) : fmt::format(" {:>{}} ", row[i], widths[i]);
            }
            line.erase(line.find_last_not_of(' ') + 1);
            out += line + '\n';
        }
        return out + '\n';
    }

private:
    static std::size_t characters(std::string const& text)
    {
        return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
    }
    std::vector<std::vector<std::string>> rows_;
};

inline std::string percent(std::optional<double> share) { return share ? fmt::format("{:.1f} %", *share * 100) : "–"; }

/// "60.0 % (12 of 20)"
inline std::string rate_text(leadmetrics::proportion const& rate)
{
    return fmt::format("{} ({} of {})", percent(rate.value()), rate.hits, rate.total);
}

/// A number with so many digits behind the point. A sum beyond all doubles says nothing.
inline std::string decimals(std::optional<double> number, int digits)
{
    return number && std::isfinite(*number) ? fmt::format("{:.{}f}", *number, digits) : "–";
}

inline std::string bar(std::optional<double> share)
{
    constexpr int width = 20;
    int const     full  = share ? static_cast<int>(std::lround(std::clamp(*share, 0.0, 1.0) * width)) : 0;
    std::string   out;
    for (int i = 0; i != width; ++i) out += i < full ? "█" : "░";
    return out;
}

/// Returns a length of working time as text. Its unit is always hours, because a "day" of working time could mean 8 hours or 24.
inline std::string length(std::optional<leadmetrics::seconds> time, bool in_hours = false)
{
    if (!time) return "–";
    double const hours = time->count() / 3600;
    return hours < 48 || in_hours ? fmt::format("{:.1f} h", hours) : fmt::format("{:.1f} d", hours / 24);
}

inline std::string limits(leadmetrics::proportion const& rate)
{
    auto const interval = rate.interval();
    return interval ? fmt::format("{:.1f} – {:.1f}", interval->low * 100, interval->high * 100) : "–";
}

inline std::string count(std::size_t n, char const* one, char const* more) { return fmt::format("{} {}", n, n == 1 ? one : more); }
inline std::string count(std::int64_t n, char const* one, char const* more) { return count(static_cast<std::size_t>(n), one, more); }

inline std::string key_text(std::string const& key) { return key.empty() ? std::string{"(none)"} : key; }
inline std::string key_text(date::year_month month) { return date::format("%Y-%m", month); }

/// Returns a heading in capitals.
inline std::string heading(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); });
    return text + '\n';
}

} // namespace crm

#endif
