#pragma once
#include <cstdint>
#include <resampled/private/bitmap_walk.hpp>
#include <resampled/resampled_model.hpp>
#include <string>

#include "data.hpp"
#include "random_tensors.hpp"

namespace ansatz::testing {

/// Random networks of few units, as tensors to be changed, and bitmaps that are mostly small.
inline random_tensors small_bitmap_tensors(std::uint64_t units = 5) {
  random_tensors t;
  for (const std::string name : {"uneven", "even"}) {
    const auto add = [&](const char* layer, std::uint64_t in, std::uint64_t out) {
      t.add(name + layer + ".weight", {in, out}, 0.2);
      t.add(name + layer + ".bias", {out}, 0.4);
    };
    add(".layer1", ansatz::detail::bitmap_walk::inputs, units);
    add(".layer2", units, 3);
    add(".layer3", 3, 1);
  }
  t.add("sizes", {128, 128}, 0);
  for (std::size_t h = 0; h < 24; ++h)
    for (std::size_t w = 0; w < 24; ++w) t.values["sizes"][h * 128 + w] = 1000;
  return t;
}

inline const resampled_model& small_bitmap_model() {
  static const resampled_model model{small_bitmap_tensors().file()};
  return model;
}

}  // namespace ansatz::testing
