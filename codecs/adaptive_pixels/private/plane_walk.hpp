#pragma once
#include <adaptive_pixels/adaptive_pixels.hpp>
#include <adaptive_pixels/private/level_question.hpp>
#include <adaptive_pixels/private/level_view.hpp>
#include <adaptive_pixels/private/padded_plane.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace ansatz::detail {

/// What is known of a plane that is done: its levels, and by how much they were missed.
struct known_plane {
  padded_plane levels;
  std::vector<std::int16_t> missed;  ///< in 1/64 of a level; row by row
};

/// Gives the level in a place of the plane, row by row, which is told: what a network would see, contexts of decisions,
/// and what is expected.
using level_asked =
    std::function<std::uint8_t(const level_view&, const level_contexts&, const expectation&, std::size_t)>;

struct plane_task {
  std::size_t height = 0, width = 0;
  std::span<const known_plane> before = {};  ///< the planes before it
  adaptive_pixels_settings how = {};
};

/// A plane of levels, row by row.
known_plane walk_of_plane(const plane_task& task, const level_asked& ask);

/// Of a view, with so many planes before.
std::size_t inputs_of_view(std::size_t planes_before, bool blended);

}  // namespace ansatz::detail
