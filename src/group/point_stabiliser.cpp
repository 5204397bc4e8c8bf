#include "group/point_stabiliser.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "group/disjoint_sets.hpp"
#include "group/stabiliser_chain.hpp"
#include "group/swapped_blocks.hpp"

namespace ansatz {
namespace {

/// The point comes first, the others follow in their order; and back.
sparse_permutation renamed_with(const sparse_permutation& p, auto name) {
  sparse_permutation out;
  for (const auto& [from, to] : p) out.push_back({name(from), name(to)});
  std::ranges::sort(out, {}, &moved_point::from);
  return out;
}

/// Where all generators are of one factor, and some move the point.
std::vector<sparse_permutation> stabiliser_in_factor(const std::vector<sparse_permutation>& generators,
                                                     std::uint32_t point, chain_room& room) {
  std::vector<sparse_permutation> first;
  first.reserve(generators.size());
  for (const sparse_permutation& g : generators)
    first.push_back(renamed_with(g, [=](std::uint32_t x) { return x == point ? 0 : x + 1; }));
  std::vector<stabiliser_level> levels = chain_of_factor(first, room);
  // From the deepest level up: a carrier is needed where those before it, which fix the smaller bases as
  // well, do not lead to its point.
  std::vector<std::uint32_t> points;
  for (const stabiliser_level& level : levels)
    points.insert(points.end(), level.orbit.begin(), level.orbit.end());
  for (const sparse_permutation& g : first)
    for (const moved_point& m : g) points.push_back(m.from);
  std::ranges::sort(points);
  points.erase(std::ranges::unique(points).begin(), points.end());
  const auto place = [&points](std::uint32_t x) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(points, x) - points.begin());
  };
  disjoint_sets reached{points.size()};
  std::vector<sparse_permutation> out;
  for (std::size_t l = levels.size(); l-- > 0;) {
    stabiliser_level& level = levels[l];
    if (level.base == 0) break;
    for (std::size_t e = 0; e < level.orbit.size(); ++e) {
      if (reached.find(place(level.base)) == reached.find(place(level.orbit[e]))) continue;
      for (const moved_point& m : level.carriers[e]) reached.join(place(m.from), place(m.to));
      out.push_back(std::move(level.carriers[e]));
    }
  }
  for (sparse_permutation& g : out)
    g = renamed_with(g, [=](std::uint32_t x) { return x == 0 ? point : x - 1; });
  return out;
}

}  // namespace

std::vector<sparse_permutation> point_stabiliser(std::vector<sparse_permutation> generators,
                                                 std::uint32_t point, chain_room& room) {
  std::vector<sparse_permutation> out;
  for (std::vector<sparse_permutation>& factor : factors_of(std::move(generators))) {
    const bool moved =
        std::ranges::any_of(factor, [=](const auto& g) { return image_of(g, point) != point; });
    if (moved) factor = stabiliser_in_factor(factor, point, room);
    std::ranges::move(factor, std::back_inserter(out));
  }
  return out;
}

}  // namespace ansatz
