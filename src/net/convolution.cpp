#include <algorithm>
#include <net/convolution.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "net/convolution.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz {
namespace {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Two vectors of outputs by some cells: the sums stay in registers.
template <std::size_t Cells, class D>
void multiply_part(D d, const convolution_kernel& k, const double* weights, const double* x, double* y) {
  const std::size_t n = hn::Lanes(d), length = k.size * k.inputs;
  hn::Vec<D> low[Cells], high[Cells];
  for (std::size_t c = 0; c < Cells; ++c) low[c] = high[c] = hn::Zero(d);
  for (std::size_t r = 0; r < k.size; ++r, x += k.row)
    for (std::size_t i = 0; i < length; ++i, weights += integer_convolution::tile) {
      const auto a = hn::LoadU(d, weights), b = hn::LoadU(d, weights + n);
      for (std::size_t c = 0; c < Cells; ++c) {
        const auto factor = hn::Set(d, x[c * k.inputs + i]);
        low[c] = hn::MulAdd(a, factor, low[c]);
        high[c] = hn::MulAdd(b, factor, high[c]);
      }
    }
  for (std::size_t c = 0; c < Cells; ++c) {
    hn::StoreU(low[c], d, y + c * k.stride);
    hn::StoreU(high[c], d, y + c * k.stride + n);
  }
}

template <std::size_t Cells, class D>
void multiply_cells(D d, const convolution_kernel& k, const double* weights, const double* x,
                    std::size_t cells, double* y) {
  if (cells == Cells) return multiply_part<Cells>(d, k, weights, x, y);
  if constexpr (Cells > 1) multiply_cells<Cells - 1>(d, k, weights, x, cells, y);
}

/// Cells at a time that the registers hold, in parts as even as may be.
void multiply_any(const convolution_kernel& k, const double* x, std::size_t cells, double* y) {
  const hn::CappedTag<double, integer_convolution::tile / 2> d;
  constexpr std::size_t at_once = hn::MaxLanes(d) >= 8 ? 8 : 5;
  const std::size_t n = 2 * hn::Lanes(d), parts = (cells + at_once - 1) / at_once;
  for (std::size_t output = 0; output < k.stride; output += n) {
    const double* weights =
        k.weights +
        output / integer_convolution::tile * integer_convolution::tile * k.size * k.size * k.inputs +
        output % integer_convolution::tile;
    for (std::size_t p = 0; p < parts; ++p) {
      const std::size_t first = cells * p / parts, count = cells * (p + 1) / parts - first;
      multiply_cells<at_once>(d, k, weights, x + first * k.inputs, count, y + first * k.stride + output);
    }
  }
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

integer_convolution::integer_convolution(std::span<const double> weights, std::size_t outputs,
                                         std::size_t inputs, std::size_t size)
    : inputs_{inputs},
      size_{size},
      tiles_{(outputs + tile - 1) / tile},
      weights_(tiles_ * tile * inputs * size * size) {
  const std::size_t area = size * size;
  for (std::size_t o = 0; o < outputs; ++o)
    for (std::size_t i = 0; i < inputs; ++i)
      for (std::size_t at = 0; at < area; ++at)
        weights_[((o / tile * area + at) * inputs + i) * tile + o % tile] =
            weights[(o * inputs + i) * area + at];
}

void integer_convolution::multiply(const double* x, std::size_t row, std::size_t cells, double* y) const {
  HWY_DYNAMIC_DISPATCH(multiply_any)({weights_.data(), inputs_, size_, row, stride()}, x, cells, y);
}

}  // namespace ansatz
#endif
