#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// Labels of nodes of which some are told apart from all others: node v by apart[v], a number that no other has,
/// where it is not `common`; else it keeps its label, as a rank. The same for all numberings.
inline constexpr std::uint32_t common = ~std::uint32_t{0};
std::vector<std::uint32_t> told_apart(std::span<const std::uint32_t> labels,
                                      std::span<const std::uint32_t> apart);

}  // namespace ansatz
