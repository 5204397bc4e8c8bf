#include <algorithm>
#include <net/product.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "net/product.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz {
namespace {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Two vectors of rows by some columns: the sums stay in registers.
template <std::size_t Columns, class D>
void multiply_part(D d, const double* weights, std::size_t inputs, const double* x, double* y,
                   std::size_t rows, std::size_t stride) {
  const std::size_t n = hn::Lanes(d);
  hn::Vec<D> low[Columns], high[Columns];
  for (std::size_t c = 0; c < Columns; ++c) low[c] = high[c] = hn::Zero(d);
  for (std::size_t k = 0; k < inputs; ++k) {
    const auto a = hn::LoadU(d, weights + k * integer_matrix::tile),
               b = hn::LoadU(d, weights + k * integer_matrix::tile + n);
    for (std::size_t c = 0; c < Columns; ++c) {
      const auto factor = hn::Set(d, x[c * inputs + k]);
      low[c] = hn::MulAdd(a, factor, low[c]);
      high[c] = hn::MulAdd(b, factor, high[c]);
    }
  }
  alignas(64) double sums[2 * hn::MaxLanes(D{})];
  for (std::size_t c = 0; c < Columns; ++c) {
    hn::Store(low[c], d, sums);
    hn::Store(high[c], d, sums + n);
    std::copy_n(sums, std::min(rows, 2 * n), y + c * stride);
  }
}

/// Columns at a time that the registers hold.
template <std::size_t Columns, class D>
void multiply_columns(D d, const double* weights, std::size_t inputs, const double* x, std::size_t columns,
                      double* y, std::size_t rows, std::size_t stride) {
  while (columns >= Columns) {
    multiply_part<Columns>(d, weights, inputs, x, y, rows, stride);
    x += Columns * inputs, y += Columns * stride, columns -= Columns;
  }
  if constexpr (Columns > 1) multiply_columns<Columns / 2>(d, weights, inputs, x, columns, y, rows, stride);
}

void multiply_any(const double* tiles, std::size_t rows, std::size_t inputs, const double* x,
                  std::size_t columns, double* y) {
  const hn::CappedTag<double, integer_matrix::tile / 2> d;
  constexpr std::size_t at_once = hn::MaxLanes(d) >= 8 ? 8 : 4;
  const std::size_t part = 2 * hn::Lanes(d);
  for (std::size_t row = 0; row < rows; row += part)
    multiply_columns<at_once>(
        d, tiles + row / integer_matrix::tile * integer_matrix::tile * inputs + row % integer_matrix::tile,
        inputs, x, columns, y + row, rows - row, rows);
}

}  // namespace HWY_NAMESPACE
}  // namespace
}  // namespace ansatz
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz {
namespace {
HWY_EXPORT(multiply_any);
}

integer_matrix::integer_matrix(const Eigen::MatrixXd& m)
    : rows_{static_cast<std::size_t>(m.rows())},
      inputs_{static_cast<std::size_t>(m.cols())},
      tiles_((rows_ + tile - 1) / tile * tile * inputs_) {
  for (std::size_t r = 0; r < rows_; ++r)
    for (std::size_t k = 0; k < inputs_; ++k)
      tiles_[(r / tile * inputs_ + k) * tile + r % tile] =
          m(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(k));
}

void integer_matrix::multiply(const double* x, std::size_t columns, double* y) const {
  HWY_DYNAMIC_DISPATCH(multiply_any)(tiles_.data(), rows_, inputs_, x, columns, y);
}

}  // namespace ansatz
#endif
