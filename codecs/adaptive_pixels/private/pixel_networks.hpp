#pragma once
#include <adaptive_pixels/pixel_model.hpp>
#include <adaptive_pixels/private/level_network.hpp>
#include <array>
#include <cstdint>

namespace ansatz {

struct pixel_model::state {
  std::array<detail::level_network, 3> single, blended;  // by planes before
  std::uint64_t fingerprint = 0;
};

}  // namespace ansatz
