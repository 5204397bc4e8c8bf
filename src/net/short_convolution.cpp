#include <algorithm>
#include <cstring>
#include <net/short_convolution.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "net/short_convolution.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz {
namespace {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

void multiply_any(const short_kernel& k, const std::int16_t* x, std::size_t cells, std::int32_t* y) {
  for (std::size_t c = 0; c < cells; ++c, x += k.step, y += k.stride) {
    std::fill_n(y, k.stride, 0);
    const std::int16_t *weights = k.weights, *from = x;
    for (std::size_t r = 0; r < k.size; ++r, from += k.row)
      for (std::size_t i = 0; i < k.size * k.inputs; i += 2, weights += 2 * k.stride)
        for (std::size_t o = 0; o < k.stride; ++o)
          y[o] += weights[2 * o] * from[i] + weights[2 * o + 1] * from[i + 1];
  }
}

#else

/// A few vectors of outputs by some cells: the sums stay in registers.
template <std::size_t Vectors, std::size_t Cells, class D>
HWY_INLINE void multiply_part(D d, const short_kernel& k, const std::int16_t* weights, const std::int16_t* x,
                              std::int32_t* y) {
  const hn::Repartition<std::int16_t, D> d16;
  const std::size_t n = hn::Lanes(d), length = k.size * k.inputs;
  hn::Vec<D> even[Cells][Vectors], odd[Cells][Vectors];
  for (std::size_t c = 0; c < Cells; ++c)
    for (std::size_t v = 0; v < Vectors; ++v) even[c][v] = odd[c][v] = hn::Zero(d);
  for (std::size_t r = 0; r < k.size; ++r, x += k.row)
    for (std::size_t i = 0; i < length; i += 2, weights += 2 * k.stride) {
      hn::Vec<decltype(d16)> w[Vectors];
      for (std::size_t v = 0; v < Vectors; ++v) w[v] = hn::LoadU(d16, weights + 2 * n * v);
      for (std::size_t c = 0; c < Cells; ++c) {
        std::int32_t pair;  // its halves as they lie in memory, in either order of bytes
        std::memcpy(&pair, x + c * k.step + i, sizeof pair);
        const auto factor = hn::BitCast(d16, hn::Set(d, pair));
        for (std::size_t v = 0; v < Vectors; ++v)
          even[c][v] = hn::ReorderWidenMulAccumulate(d, factor, w[v], even[c][v], odd[c][v]);
      }
    }
  for (std::size_t c = 0; c < Cells; ++c)
    for (std::size_t v = 0; v < Vectors; ++v)
      hn::StoreU(hn::RearrangeToOddPlusEven(even[c][v], odd[c][v]), d, y + c * k.stride + n * v);
}

template <std::size_t Vectors, std::size_t Cells, class D>
void multiply_cells(D d, const short_kernel& k, const std::int16_t* weights, const std::int16_t* x,
                    std::size_t cells, std::int32_t* y) {
  if (cells == Cells) return multiply_part<Vectors, Cells>(d, k, weights, x, y);
  if constexpr (Cells > 1) multiply_cells<Vectors, Cells - 1>(d, k, weights, x, cells, y);
}

/// Cells at a time that the registers hold, in parts as even as may be.
template <std::size_t Vectors, class D>
void multiply_row(D d, const short_kernel& k, std::size_t output, const std::int16_t* x, std::size_t cells,
                  std::int32_t* y) {
  constexpr std::size_t sums = hn::MaxLanes(d) >= 16 ? 24 : 10, at_once = sums / Vectors;
  const std::size_t parts = (cells + at_once - 1) / at_once;
  for (std::size_t p = 0; p < parts; ++p) {
    const std::size_t first = cells * p / parts, count = cells * (p + 1) / parts - first;
    multiply_cells<Vectors, at_once>(d, k, k.weights + 2 * output, x + first * k.step, count,
                                     y + first * k.stride + output);
  }
}

void multiply_any(const short_kernel& k, const std::int16_t* x, std::size_t cells, std::int32_t* y) {
  const hn::CappedTag<std::int32_t, short_convolution::tile> d;
  const std::size_t n = hn::Lanes(d);
  for (std::size_t output = 0; output < k.stride;) {
    const std::size_t left = (k.stride - output) / n,
                      vectors = left == 3 ? 3 : std::min<std::size_t>(left, 2);
    if (vectors == 3)
      multiply_row<3>(d, k, output, x, cells, y);
    else if (vectors == 2)
      multiply_row<2>(d, k, output, x, cells, y);
    else
      multiply_row<1>(d, k, output, x, cells, y);
    output += vectors * n;
  }
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace
}  // namespace ansatz
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz {
namespace {
HWY_EXPORT(multiply_any);
}

short_convolution::short_convolution(std::span<const std::int16_t> weights, std::size_t outputs,
                                     std::size_t inputs, std::size_t size)
    : inputs_{(inputs + 1) / 2 * 2},
      size_{size},
      stride_{(outputs + tile - 1) / tile * tile},
      weights_(stride_ * inputs_ * size * size) {
  const std::size_t area = size * size;
  for (std::size_t o = 0; o < outputs; ++o)
    for (std::size_t i = 0; i < inputs; ++i)
      for (std::size_t at = 0; at < area; ++at)
        weights_[((at * inputs_ + i) / 2 * stride_ + o) * 2 + i % 2] = weights[(o * inputs + i) * area + at];
}

void short_convolution::multiply(const std::int16_t* x, std::size_t row, std::size_t cells, std::int32_t* y,
                                 std::size_t step) const {
  HWY_DYNAMIC_DISPATCH(multiply_any)
  ({weights_.data(), inputs_, size_, row, stride_, step * inputs_}, x, cells, y);
}

}  // namespace ansatz
#endif
