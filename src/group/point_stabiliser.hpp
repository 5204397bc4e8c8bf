#pragma once
#include <ansatz/group/permutations.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "group/stabiliser_chain.hpp"

namespace ansatz {

/// Generators of those elements of a group that fix a point.
std::vector<sparse_permutation> point_stabiliser(std::vector<sparse_permutation> generators,
                                                 std::uint32_t point, chain_room& room);

}  // namespace ansatz
