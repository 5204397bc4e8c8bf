#pragma once
#include <cstdint>
#include <vector>

#include "cell_constraints.hpp"
#include "resampling_axis.hpp"

namespace ansatz::detail {

/// Largest sums of an image none of whose cells is full, but some nearly: what cells with 255 can sum up to
/// if a few of their lightest pixels are empty. Descending, without those of full cells.
std::vector<std::int64_t> unusual_largest_sums(const resampling_axis& axis, const box_targets& targets);

}  // namespace ansatz::detail
