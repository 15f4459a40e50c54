// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "comparison.hpp"

#include "pieces_of_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

std::vector<std::size_t> shown_pairs(lm::rate_comparison<std::string> const& all)
{
    auto const by_p = [&](std::size_t i) { // Holm makes many of them 1, which their own p tells apart
        constexpr double unknown = std::numeric_limits<double>::infinity();
        return std::pair{all.pairs[i].p_of_all_pairs.value_or(unknown), all.pairs[i].p.value_or(unknown)};
    };
    std::vector<std::size_t> places(all.pairs.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return by_p(a) < by_p(b); });
    places.resize(std::min(places.size(), most_pairs));
    return places;
}

std::size_t pairs_that_differ(lm::rate_comparison<std::string> const& all)
{
    return static_cast<std::size_t>(
        std::count_if(all.pairs.begin(), all.pairs.end(), [](auto const& one) { return one.p_of_all_pairs && *one.p_of_all_pairs < 0.05; }));
}

std::string pairs_left_out(lm::rate_comparison<std::string> const& all)
{
    if (all.pairs.size() <= most_pairs) return "";
    return fmt::format("These are the {} pairs that differ least likely by chance; {} more are in the JSON (--json).", most_pairs,
                       all.pairs.size() - most_pairs);
}

namespace {

std::string p_text(std::optional<double> const& p) { return !p ? "–" : *p < 0.0001 ? "< 0.0001" : fmt::format("{:.4f}", *p); }

} // namespace

std::string comparison_text(export_data const& data, all_figures const& all)
{
    auto const& compared = *all.compared;
    auto const& times    = *all.compared_times;
    table       rows({data.group_name, "and", "rate", "rate", "difference", "95 %", "p*"});
    for (std::size_t const i : shown_pairs(compared)) {
        auto const& one = compared.pairs[i];
        rows.add({key_text(one.first), key_text(one.second), rate_text(one.first_rate), rate_text(one.second_rate), percent(one.difference),
                  one.difference_limits ? fmt::format("{:.1f} – {:.1f}", one.difference_limits->low * 100, one.difference_limits->high * 100) : "–",
                  p_text(one.p_of_all_pairs)});
    }
    std::string out = heading("conversion compared, by " + data.group_name) + rows.str();
    out.pop_back();
    out += "  * how likely so large a difference is by chance, among so many pairs (Holm): below 0.05, hardly by chance\n";
    if (auto const more = pairs_left_out(compared); !more.empty()) out += "  " + more + '\n';
    out += fmt::format("  Of {}, {} by more than chance.\n", count(compared.pairs.size(), "pair", "pairs"),
                       count(pairs_that_differ(compared), "differs", "differ"));
    if (times.all.p)
        out += fmt::format("  Do they come to the last stage equally fast? {}, all groups at once: p {}.\n",
                           times.all.is_log_rank ? "Log-rank test" : "Gray's test", p_text(times.all.p));
    return out + '\n';
}

} // namespace crm
