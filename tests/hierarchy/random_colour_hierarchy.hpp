#pragma once
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/private/architecture.hpp>
#include <set>
#include <string>

#include "random_tensors.hpp"

namespace ansatz::testing {

/// Cells of 4 x 4 pixels, the groups of a few places each, the second level's latents on a grid half as fine.
inline hierarchies::architecture tiny_colour_architecture(const std::string& inference, std::size_t levels) {
  hierarchies::architecture a;
  a.inference = inference;
  a.pixels = "colour";
  a.height = a.width = 0;
  a.latents.assign(levels, 1);
  a.latents.front() = 2;
  a.scales.assign(levels, 2);
  a.scales.front() = 1;
  a.q = a.p = {4, 1};
  a.features = 3;
  a.said = 5;
  a.head = 6;
  a.groups = {{4, {0}, {4, 1}}, {4, {10}, {4, 0}}, {4, {2}, {4, 0}}, {4, {8}, {4, 0}},
              {2, {3}, {4, 1}}, {2, {1}, {4, 0}},  {2, {2}, {4, 0}}};
  a.logistics = 2;
  a.atoms = {0, 255};
  return a;
}

/// Weights for it, random, with edges one apart.
inline random_tensors random_colour_weights(const hierarchies::architecture& a) {
  random_tensors t;
  const auto n = [](std::int64_t x) { return static_cast<std::uint64_t>(x); };
  const auto network = [&](const std::string& name, std::int64_t in, const hierarchies::trunk_size& size,
                           std::int64_t out) {
    t.add_network(name, n(in), n(size.width), n(size.blocks), n(out), 0.2);
  };
  const auto head = [&](const std::string& name, std::int64_t in) {
    t.add_convolution(name + ".first", n(a.head), n(in), 1, 0.3);
    t.add_convolution(name + ".last", n(a.outputs()), n(a.head), 1, 0.3);
  };
  const bool top_down = a.inference == "hilloc";
  const std::int64_t all = 3 * a.cell * a.cell + 1;
  if (top_down) {
    network("context", all, a.q, a.q.width);
    t.add("start", {1, n(a.p.width), 1, 1}, 1);
  }
  std::int64_t below = all;
  for (std::size_t l = 0; l < a.latents.size(); ++l) {
    const std::string name = std::to_string(l + 1);
    const std::int64_t channels = a.latents[l], scale = a.scale(l);
    if (top_down) {
      network("q" + name, a.p.width + a.q.width * scale * scale, a.q, 2 * channels);
      network("p" + name, a.p.width, a.p, 2 * channels);
      network("merge" + name, a.p.width + channels, a.p, a.p.width);
    } else {
      const std::int64_t coarser = l == 0 ? 1 : scale / a.scale(l - 1);
      network("q" + name, below * coarser * coarser, a.q, 2 * channels);
      if (l + 1 < a.latents.size()) {
        const std::int64_t finer = a.scale(l + 1) / scale;
        network("p" + name, a.latents[l + 1], a.p, 2 * channels * finer * finer);
      }
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
    const std::string name = "group" + std::to_string(g) + ".";
    network(name + "says",
            a.features + 1 + 3 * static_cast<std::int64_t>(hierarchies::known_places(a, g).size()),
            group.network, a.said);
    head(name + "green", a.said);
    head(name + "red", a.said + 1);
    head(name + "blue", a.said + 2);
  }
  t.shapes["edges"] = {257};
  for (int v = 0; v < 257; ++v) t.values["edges"].push_back(v - 0.5);
  t.metadata["architecture"] = format_architecture(a);
  return t;
}

inline colour_hierarchy random_colour_hierarchy(const std::string& inference, std::size_t levels,
                                                std::size_t height, std::size_t width) {
  return colour_hierarchy{random_colour_weights(tiny_colour_architecture(inference, levels)).file()}.of_size(
      height, width);
}

}  // namespace ansatz::testing
