#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

/// What happens to the sums of a convolution with 16 bits, for rows of cells that have as many numbers as there are
/// biases, a multiple of 16. Shifts round halves up.
namespace ansatz::shorts {

inline constexpr int bits = 10, weight_bits = 12, stream_bits = 16;  ///< fractional
inline constexpr std::int32_t most = 8 << bits;                      ///< of what goes from layer to layer
inline constexpr std::int32_t most_stream = 512 << stream_bits;      ///< of what blocks add to, either way

/// h = (sums + biases) rounded to 16 fractional bits, within +-512.
void begin(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int32_t* h);
/// The same, added to h.
void add(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int32_t* h);
/// (sums + biases) rounded to 10 fractional bits, within 0 and 8.
void rectify(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int16_t* to);
/// h rounded to 10 fractional bits, within 0 and 8.
void rectify(std::span<const std::int32_t> h, std::int16_t* to);

/// As these two, but within -8 and 8.
void bound(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int16_t* to);
void bound(std::span<const std::int32_t> h, std::int16_t* to);

}  // namespace ansatz::shorts
