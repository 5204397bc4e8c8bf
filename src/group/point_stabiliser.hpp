#pragma once
#include <ansatz/group/permutations.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// Generators of those elements of a group that fix a point. `room` as in `stabiliser_chain`.
std::vector<sparse_permutation> point_stabiliser(std::vector<sparse_permutation> generators,
                                                 std::uint32_t point, std::size_t& room);

}  // namespace ansatz
