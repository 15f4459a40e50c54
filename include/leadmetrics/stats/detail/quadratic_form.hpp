// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_STATS_DETAIL_QUADRATIC_FORM_HPP
#define LEADMETRICS_STATS_DETAIL_QUADRATIC_FORM_HPP

#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A small square matrix of zeros.
class square_matrix {
public:
    explicit square_matrix(std::size_t rows) : rows_(rows), all_(rows * rows) {}

    double&                   operator()(std::size_t i, std::size_t j) noexcept { return all_[i * rows_ + j]; }
    [[nodiscard]] double      operator()(std::size_t i, std::size_t j) const noexcept { return all_[i * rows_ + j]; }
    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }

private:
    std::size_t         rows_;
    std::vector<double> all_;
};

/// Returns x' V⁻¹ x without the last row and column, for scores x that add up to 0 and their variance V: the statistic of a test of several groups.
/// Empty where the variance is singular. By Cholesky's decomposition; complexity: rows³.
inline std::optional<double> quadratic_form(std::vector<double> x, square_matrix v)
{
    std::size_t const n       = v.rows() - 1;
    double            largest = 0;
    for (std::size_t i = 0; i != n; ++i) largest = (std::max)(largest, v(i, i));
    double sum = 0;
    for (std::size_t i = 0; i != n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double rest = v(i, j);
            for (std::size_t k = 0; k != j; ++k) rest -= v(i, k) * v(j, k);
            if (j < i) v(i, j) = rest / v(j, j);
            else {
                if (!(rest > 1e-12 * largest)) return std::nullopt;
                v(i, i) = std::sqrt(rest);
            }
        }
        for (std::size_t k = 0; k != i; ++k) x[i] -= v(i, k) * x[k];
        x[i] /= v(i, i);
        sum += x[i] * x[i];
    }
    return sum;
}

}}} // namespace leadmetrics::detail

#endif
