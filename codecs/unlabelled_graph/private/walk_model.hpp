#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unlabelled_graph/private/questions.hpp>

namespace ansatz::detail {

/// What the walk of an arranged graph begins with, and how it learns: one a way of coding, and never changed.
struct walk_model {
  question_model candidate, range, half;
  bool similar_rows;         ///< whether candidates know which rows before are similar to theirs
  std::size_t most_holders;  ///< the first so many rows that hold a node are known by it
};

extern const walk_model walk_by_degree, walk_by_similar_rows;

inline constexpr std::size_t octaves = 20, lengths = 33;  // of degrees; of numbers, in bits

inline std::size_t octave(std::uint32_t degree) {
  return std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(degree)), octaves - 1);
}
inline std::size_t length(std::uint64_t n) {
  return std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(n)), lengths - 1);
}

}  // namespace ansatz::detail
