#pragma once
#include <adaptive_pixels/pixel_model.hpp>
#include <adaptive_pixels/private/plane_walk.hpp>
#include <string>

#include "data.hpp"
#include "random_tensors.hpp"

namespace ansatz::testing {

/// Random networks of few units, as tensors to be changed.
inline random_tensors small_pixel_tensors(std::uint64_t units = 5) {
  random_tensors t;
  for (const bool blended : {false, true})
    for (std::size_t plane = 0; plane < 3; ++plane) {
      const std::string name =
          std::string{blended ? "blended" : "single"} + ".plane" + std::to_string(plane) + ".layer";
      const auto add = [&](const char* layer, std::uint64_t in, std::uint64_t out) {
        t.add(name + layer + ".weight", {out, in}, 0.4);
        t.add(name + layer + ".bias", {out}, 0.4);
      };
      add("1", ansatz::detail::inputs_of_view(plane, blended), units);
      add("2", units, units);
      add("3", units, 9);
    }
  return t;
}

inline const pixel_model& small_pixel_model() {
  static const pixel_model model{small_pixel_tensors().file()};
  return model;
}

/// Trained ones of four units.
inline const pixel_model& trained_pixel_model() {
  static const pixel_model model{safetensors::load(golden_path("models/pixels.safetensors"))};
  return model;
}

}  // namespace ansatz::testing
