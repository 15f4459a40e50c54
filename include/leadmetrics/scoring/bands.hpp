// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_SCORING_BANDS_HPP
#define LEADMETRICS_SCORING_BANDS_HPP

// How many leads are in each buying stage, judged by their score, and how many went on from it? For marketing. Definitions, section 12.

#include <leadmetrics/core/figures.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/stats/proportion.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// A range of scores: from `from` up to where the next band begins.
struct score_band {
    std::string name;
    double      from = 0;
};

struct band_report {
    std::string  name;
    double       from  = 0;
    std::int64_t leads = 0;
    proportion   share;   ///< of all leads that have a score
    proportion   went_on; ///< of the leads in this band; total 0 where no predicate or later scores were given

    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"name", self.name}, figure{"from", self.from}, figure{"leads", self.leads}, figure{"share", self.share},
                          figure{"went_on", self.went_on}};
    }
    friend bool operator==(band_report const&, band_report const&) = default;
};

struct bands_report {
    std::vector<band_report> bands;     ///< from the lowest to the highest
    std::int64_t             below = 0; ///< leads whose score is below the lowest band

    /// Throws std::out_of_range where there is no band of this name (ends in `refused_setting` where exceptions are off).
    [[nodiscard]] band_report const& at(std::string_view name) const
    {
        auto const found = std::find_if(bands.begin(), bands.end(), [&](band_report const& band) { return band.name == name; });
        if (found == bands.end()) detail::absent("bands.at(\"" + std::string{name} + "\"): there is no such band");
        return *found;
    }

    static constexpr report_title title{"bands", "12"};
    template <class Self>
    static constexpr auto figures(Self& self)
    {
        return std::tuple{figure{"bands", self.bands}, figure{"below", self.below}};
    }
    friend bool operator==(bands_report const&, bands_report const&) = default;
};

struct bands_fn {
    /// Counts leads by band: `lm::bands(scores, {{"unaware", 0.0}, {"curious", 10.0}, {"comparing", 40.0}})`. Refused: no band, bands whose `from`
    /// does not rise or is not finite, two bands of one name. Complexity: leads times the logarithm of the bands.
    template <class Scores>
    [[nodiscard]] bands_report operator()(Scores const& scores, std::vector<score_band> const& bands) const
    {
        return count(scores, bands, [](auto const&, std::size_t, auto&) {});
    }
    /// The same, and counts how many leads went on from each band: those for whose id the caller's predicate returns true.
    template <class Scores, class WentOn>
        requires std::predicate<WentOn const&, decltype(std::declval<Scores const&>().begin()->lead_id) const&>
    [[nodiscard]] bands_report operator()(Scores const& scores, std::vector<score_band> const& bands, WentOn const& went_on) const
    {
        return count(scores, bands, [&](auto const& one, std::size_t, band_report& band) {
            ++band.went_on.total;
            band.went_on.hits += static_cast<bool>(std::invoke(went_on, one.lead_id));
        });
    }
    /// The same, and counts how many leads went on from each band: those that are in a higher band by later scores. A lead without a later score did
    /// not go on.
    template <class Scores, class Later>
        requires requires(Later const& later, Scores const& scores) { later.find(scores.begin()->lead_id)->value; }
    [[nodiscard]] bands_report operator()(Scores const& scores, std::vector<score_band> const& bands, Later const& later) const
    {
        return count(scores, bands, [&](auto const& one, std::size_t here, band_report& band) {
            auto const then = later.find(one.lead_id);
            ++band.went_on.total;
            band.went_on.hits += then != later.end() && place_of(bands, then->value) > static_cast<std::ptrdiff_t>(here);
        });
    }

private:
    /// Returns the index of the band of a score; -1 for a score below the lowest band.
    static std::ptrdiff_t place_of(std::vector<score_band> const& bands, double value)
    {
        return std::upper_bound(bands.begin(), bands.end(), value, [](double x, score_band const& band) { return x < band.from; }) - bands.begin()
               - 1;
    }

    template <class Scores, class Each>
    static bands_report count(Scores const& scores, std::vector<score_band> const& bands, Each const& each)
    {
        bands_report report;
        if (bands.empty()) detail::refuse("bands", "none", "give at least one band");
        for (std::size_t i = 0; i != bands.size(); ++i) {
            if (!std::isfinite(bands[i].from)) detail::refuse("bands.from", std::to_string(bands[i].from), "give a finite number of points");
            if (i != 0 && !(bands[i - 1].from < bands[i].from))
                detail::refuse("bands.from", std::to_string(bands[i].from), "bands rise: this one follows " + std::to_string(bands[i - 1].from));
            for (std::size_t j = 0; j != i; ++j)
                if (bands[j].name == bands[i].name) detail::refuse("bands.name", bands[i].name, "two bands have this name");
            report.bands.push_back({bands[i].name, bands[i].from, 0, {}, {}});
        }
        for (auto const& one : scores) {
            auto const place = place_of(bands, one.value);
            if (place < 0) {
                ++report.below;
                continue;
            }
            auto& band = report.bands[static_cast<std::size_t>(place)];
            ++band.leads;
            each(one, static_cast<std::size_t>(place), band);
        }
        for (auto& band : report.bands) band.share = {band.leads, static_cast<std::int64_t>(scores.size())};
        return report;
    }
};
inline constexpr bands_fn bands{};

}} // namespace leadmetrics

#endif
