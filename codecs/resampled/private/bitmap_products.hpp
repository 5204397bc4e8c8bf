#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz::detail {

/// The outputs of a layer are padded to a multiple of this, so that they are whole vectors of any instruction set.
inline constexpr std::size_t whole_outputs = 16;

/// sums += the rows of a matrix whose indices are given; rows are as long as `sums`. Numbers of 16 bits, which must
/// be enough for the result.
void add_rows(std::span<const std::int16_t> rows, std::span<const std::uint16_t> which,
              std::span<std::int16_t> sums);

/// to = sums, within 0 and `most`.
void rectify(std::span<const std::int16_t> sums, std::int16_t most, std::span<std::int16_t> to);

/// out[j] = biases[j] + sum over pairs p of weights[2 (p n + j)] in[2 p] + weights[2 (p n + j) + 1] in[2 p + 1], in
/// 32 bits, for n outputs.
void multiply_pairs(std::span<const std::int16_t> weights, std::span<const std::int32_t> biases,
                    std::span<const std::int16_t> in, std::span<std::int32_t> out);

}  // namespace ansatz::detail
