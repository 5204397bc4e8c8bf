#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz::detail {

inline constexpr std::size_t most_units = 64;  ///< of a layer, and inputs of one
/// So many outputs, padded to whole vectors of any instruction set.
constexpr std::size_t whole_products(std::size_t n) { return (n + 15) / 16 * 16; }

/// out[j] = biases[j] + sum over p < pairs of weights[2 (p n + j)] in[2 p] + weights[2 (p n + j) + 1] in[2 p + 1], in
/// 32 bits, n biases being a multiple of 16.
void multiply(std::span<const std::int16_t> weights, std::span<const std::int32_t> biases,
              std::span<const std::int16_t> in, std::size_t pairs, std::span<std::int32_t> out);

}  // namespace ansatz::detail
