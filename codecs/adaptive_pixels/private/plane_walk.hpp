#pragma once
#include <adaptive_pixels/private/level_question.hpp>
#include <adaptive_pixels/private/padded_plane.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::detail {

/// What is known of a plane that is done: its levels, and by how much they were missed.
struct known_plane {
  padded_plane levels;
  std::vector<std::int16_t> missed;  ///< in 1/64 of a level; row by row
};

struct plane_settings {
  bool blended = true;  ///< several fits and a blend of them, else a single one
  bool parity = false;  ///< rows and columns that are even learn apart from those that are not
};

/// A plane of levels, row by row, given the planes before it. The truth is read off `known`, where that is
/// given.
known_plane walk_of_plane(std::size_t height, std::size_t width, std::span<const known_plane> before,
                          const plane_settings& how, const std::uint8_t* known, const decider& decide);

}  // namespace ansatz::detail
