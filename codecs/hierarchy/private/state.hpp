#pragma once
#include <ansatz/model/softmax.hpp>
#include <cstdint>
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/private/networks.hpp>

namespace ansatz {

/// What a hierarchy codes with.
struct hierarchy::state : hierarchies::networks<hierarchies::exact_numbers> {
  static constexpr int value_shift = 24 - 16;  // from Q16 to the models' Q24

  pixel_scale scale;
  bucket_set buckets;
  std::uint64_t fingerprint = 0;

  explicit state(const safetensors& file) : state{file, {}} {}

 private:
  state(const safetensors& file, std::vector<std::byte> identity);
};

}  // namespace ansatz
