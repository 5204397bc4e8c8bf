#pragma once
#include <ansatz/group/permutations.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "group/stabiliser_chain.hpp"

namespace ansatz {

/// Generators, by factors of their group that move disjoint points.
std::vector<std::vector<sparse_permutation>> factors_of(std::vector<sparse_permutation> generators);

/// The chain of permutations that generate the symmetric group on at least three blocks of as many points
/// each, as where a hub has many equal trees; nothing where they are not seen to do so. It is written down
/// without a search: Schreier and Sims would take time cubic in the blocks.
std::optional<std::vector<stabiliser_level>> chain_of_swapped_blocks(
    std::span<const sparse_permutation> generators, chain_room& room);

/// The chain of a factor, by whichever way there is.
std::vector<stabiliser_level> chain_of_factor(std::span<const sparse_permutation> generators,
                                              chain_room& room);

}  // namespace ansatz
