#pragma once
#include <adaptive_pixels/adaptive_pixels.hpp>
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

/// A plane of levels, row by row, given the planes before it. The truth is read off `known`, where that is
/// given.
known_plane walk_of_plane(std::size_t height, std::size_t width, std::span<const known_plane> before,
                          const adaptive_pixels_settings& how, const std::uint8_t* known,
                          const decider& decide);

}  // namespace ansatz::detail
