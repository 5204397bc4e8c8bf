#pragma once
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

}  // namespace ansatz::detail
