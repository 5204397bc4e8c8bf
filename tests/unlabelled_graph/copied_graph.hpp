#pragma once
#include <ansatz/graph/graph.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <vector>

namespace ansatz::testing {

/// Each new node is joined to a node, and to most of that node's neighbours: rows are alike.
inline graph copied_graph(std::uint32_t n, std::uint64_t seed) {
  const supply words = supply::seeded(seed);
  std::uint64_t next = 0;
  std::vector<std::vector<std::uint32_t>> near{{1}, {0}};
  std::vector<graph::edge> edges{{0, 1}};
  for (std::uint32_t v = 2; v < n; ++v) {
    const auto like = static_cast<std::uint32_t>(words.word(next++) % v);
    std::vector<std::uint32_t> row;
    for (const std::uint32_t w : near[like])
      if (words.word(next++) % 8 < 5) row.push_back(w);
    if (row.empty() || words.word(next++) % 4 == 0) row.push_back(like);
    for (const std::uint32_t w : row) {
      near[w].push_back(v);
      edges.push_back({w, v});
    }
    near.push_back(row);
  }
  return {n, edges};
}

}  // namespace ansatz::testing
