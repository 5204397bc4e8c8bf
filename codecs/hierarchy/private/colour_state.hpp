#pragma once
#include <cstdint>
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/private/colour_networks.hpp>

namespace ansatz {

/// What a hierarchy in colour codes with.
struct colour_hierarchy::state : hierarchies::colour_networks<hierarchies::short_numbers> {
  pixel_scale scale;
  bucket_set buckets;
  std::uint64_t fingerprint = 0;

  explicit state(const safetensors& file);
};

}  // namespace ansatz
