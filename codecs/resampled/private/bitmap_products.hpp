#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz::detail {

/// sums += the rows of a matrix whose indices are given; rows are as long as `sums`. Numbers of 16 bits, which must
/// be enough for the result.
void add_rows(std::span<const std::int16_t> rows, std::span<const std::uint16_t> which,
              std::span<std::int16_t> sums);

/// to = sums, within 0 and `most`.
void rectify(std::span<const std::int16_t> sums, std::int16_t most, std::span<std::int16_t> to);

}  // namespace ansatz::detail
