#pragma once
#include <cstddef>
#include <cstdint>

/// Sums of products as fast as the machine can, with the same result on each: integers, exact in any order.
/// Compiled, in the library ansatz::mixing.
namespace ansatz::detail {

/// Arrays are as long as a multiple of this.
inline constexpr std::size_t mixing_step = 8;

/// sums[k] = sum_i sets[k][i] x[i].
void mixing_dots(const std::int32_t* const* sets, std::size_t how_many, const std::int32_t* x,
                 std::size_t count, std::int64_t* sums);

struct mixing_steps {
  std::int64_t half;
  unsigned shift;  // at most 32
  std::int32_t most;
};
/// sets[k][i] <- clamp(sets[k][i] + floor((pulls[k] x[i] + half) / 2^shift), -most, most); the steps are
/// below 2^30, most is at most 2^27. The sets are different ones.
void mixing_moves(std::int32_t* const* sets, const std::int32_t* pulls, std::size_t how_many,
                  const std::int32_t* x, std::size_t count, const mixing_steps& how);

}  // namespace ansatz::detail
