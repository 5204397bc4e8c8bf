#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz::detail {

/// The outputs of a layer are padded to a multiple of this: whole vectors of any instruction set.
inline constexpr std::size_t whole_outputs = 16;
constexpr std::size_t whole_products(std::size_t n) {
  return (n + whole_outputs - 1) / whole_outputs * whole_outputs;
}

/// out[j] = biases[j] + sum over p < pairs of weights[2 (p n + j)] in[2 p] + weights[2 (p n + j) + 1] in[2 p + 1], in
/// 32 bits, n biases being a multiple of 16. Pairs of zeros take no time.
void multiply_pairs(std::span<const std::int16_t> weights, std::span<const std::int32_t> biases,
                    std::span<const std::int16_t> in, std::size_t pairs, std::span<std::int32_t> out);

}  // namespace ansatz::detail
