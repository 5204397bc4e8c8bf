#pragma once
#include <cstdint>
#include <span>
#include <unlabelled_graph/private/questions.hpp>
#include <vector>

namespace ansatz::detail {

/// Degrees, descending, as decisions: class after class, how far its degree lies below that of the class
/// before, and how many nodes it has. There are n of them, and their sum is 2 m. Throws `domain_error`
/// for decisions that say otherwise.
std::vector<std::uint32_t> walk_of_degrees(std::uint32_t nodes, std::uint64_t edges,
                                           std::span<const std::uint32_t> known, const decider& decide);

}  // namespace ansatz::detail
