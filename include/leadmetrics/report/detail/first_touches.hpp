// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_DETAIL_FIRST_TOUCHES_HPP
#define LEADMETRICS_REPORT_DETAIL_FIRST_TOUCHES_HPP

#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Finds the touches of a path that are the first of their campaign.
class first_touches {
public:
    template <class Path>
    explicit first_touches(Path const& path)
    {
        if (path.size() <= few) {
            for (std::size_t i = 0; i != path.size(); ++i) {
                auto const  number = path[i].number();
                std::size_t j      = 0;
                while (j != i && path[j].number() != number) ++j;
                if (j == i) small_ |= std::uint64_t{1} << i;
            }
            return;
        }
        std::vector<bool> seen(path.campaigns().size());
        large_.resize(path.size());
        for (std::size_t i = 0; i != path.size(); ++i) {
            large_[i]              = !seen[path[i].number()];
            seen[path[i].number()] = true;
        }
    }

    [[nodiscard]] bool is_first(std::size_t i) const noexcept { return large_.empty() ? (small_ >> i & 1) != 0 : large_[i]; }

private:
    static constexpr std::size_t few    = 32;
    std::uint64_t                small_ = 0;
    std::vector<bool>            large_;
};

}}} // namespace leadmetrics::detail

#endif
