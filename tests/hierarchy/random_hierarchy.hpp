#pragma once
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/private/architecture.hpp>
#include <set>
#include <string>

#include "random_tensors.hpp"

namespace ansatz::testing {

/// As pixels are called here, and with "shorts" after it, networks of 16 bits: 8x8 pixels: the corner of cells of 4x4, the rest of the even lattice, then the rest of cells of 2x2.
inline hierarchies::architecture tiny_architecture(const std::string& inference, const std::string& pixels,
                                                   std::size_t levels) {
  hierarchies::architecture a;
  a.inference = inference;
  a.pixels = pixels.substr(0, pixels.find(' '));
  if (a.pixels != pixels) a.arithmetic = "shorts";
  a.height = a.width = 8;
  a.latents.assign(levels, 1);
  a.latents.front() = 2;
  a.q = a.p = {4, 1};
  a.features = 3;
  a.groups = {{4, {0}, {4, 1}}, {4, {2, 8, 10}, {4, 0}}, {2, {1, 2, 3}, {4, 1}}};
  a.logistics = 2;
  a.atoms = {0, 255};
  return a;
}

/// Weights for an architecture, random, with grey edges one apart.
inline random_tensors random_weights(const hierarchies::architecture& a) {
  random_tensors t;
  const auto network = [&](const std::string& name, std::int64_t in, const hierarchies::trunk_size& size,
                           std::int64_t out) {
    t.add_network(name, static_cast<std::uint64_t>(in), static_cast<std::uint64_t>(size.width),
                  static_cast<std::uint64_t>(size.blocks), static_cast<std::uint64_t>(out),
                  a.shorts() ? 0.2 : 0.3);
  };
  const std::int64_t seen_as = a.binary() ? 1 : 3, all = a.cell * a.cell * seen_as;
  const bool top_down = a.inference == "hilloc";
  if (top_down) {
    network("context", all, a.q, a.q.width);
    t.add("start",
          {1, static_cast<std::uint64_t>(a.p.width), static_cast<std::uint64_t>(a.height / a.cell),
           static_cast<std::uint64_t>(a.width / a.cell)},
          1);
  }
  std::int64_t below = all;
  for (std::size_t l = 0; l < a.latents.size(); ++l) {
    const std::string n = std::to_string(l + 1);
    const std::int64_t channels = a.latents[l];
    if (top_down) {
      network("q" + n, a.p.width + a.q.width, a.q, 2 * channels);
      network("p" + n, a.p.width, a.p, 2 * channels);
      network("merge" + n, a.p.width + channels, a.p, a.p.width);
    } else {
      network("q" + n, below, a.q, 2 * channels);
      if (l + 1 < a.latents.size()) network("p" + n, a.latents[l + 1], a.p, 2 * channels);
    }
    below = channels;
  }
  std::set<std::int64_t> cells;
  for (std::size_t g = 0; g < a.groups.size(); ++g) {
    const auto& group = a.groups[g];
    const std::int64_t finer = a.cell / group.cell;
    if (cells.insert(group.cell).second)
      network("features" + std::to_string(group.cell), top_down ? a.p.width : a.latents[0], a.p,
              a.features * finer * finer);
    network("group" + std::to_string(g),
            a.features + static_cast<std::int64_t>(hierarchies::known_places(a, g).size()) * seen_as,
            group.network, a.outputs() * static_cast<std::int64_t>(group.places.size()));
  }
  if (!a.binary()) {
    t.shapes["edges"] = {257};
    for (int v = 0; v < 257; ++v) t.values["edges"].push_back(v - 0.5);
  }
  t.metadata["architecture"] = format_architecture(a);
  return t;
}

inline hierarchy random_hierarchy(const std::string& inference, const std::string& pixels,
                                  std::size_t levels) {
  return hierarchy{random_weights(tiny_architecture(inference, pixels, levels)).file()};
}

}  // namespace ansatz::testing
