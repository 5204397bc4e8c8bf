#pragma once
#include <mixed_pixels/mixed_pixels.hpp>
#include <mixed_pixels/private/row_network.hpp>

#include "random_tensors.hpp"

namespace ansatz::testing {

/// A random network of few units, as tensors to be changed.
inline random_tensors small_row_tensors(std::size_t levels = 256) {
  random_tensors t;
  const ansatz::detail::pixel_window window{levels, 3, 2};
  constexpr std::uint64_t wide = 6, narrow = 5;
  const auto add = [&](const std::string& name, std::uint64_t in, std::uint64_t out) {
    t.add(name + ".weight", {out, in}, 0.5);
    t.add(name + ".bias", {out}, 0.5);
  };
  t.add("rows.weight", {window.rows(), wide}, 0.5);
  t.add("rows.bias", {wide}, 0.5);
  add("second", wide, narrow);
  add("ink", narrow, 1);
  if (window.grey()) {
    add("levels", narrow, 256);
    add("kinds", narrow, ansatz::detail::row_network::seen_kinds + ansatz::detail::row_network::copied);
  }
  t.add("window", {3}, 1);
  t.values["window"] = {static_cast<double>(levels), 3, 2};
  return t;
}

inline const mixed_pixels_model& small_grey_model() {
  static const mixed_pixels_model model{small_row_tensors().file()};
  return model;
}
inline const mixed_pixels_model& small_binary_model() {
  static const mixed_pixels_model model{small_row_tensors(2).file()};
  return model;
}

}  // namespace ansatz::testing
