#include "group/swapped_blocks.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "group/disjoint_sets.hpp"
#include "group/swap_classes.hpp"

namespace ansatz {
namespace {

constexpr std::uint32_t none = swap_classes::none;
using points = std::vector<std::uint32_t>;

points moved_by(std::span<const sparse_permutation> generators) {
  points out;
  for (const sparse_permutation& g : generators)
    for (const moved_point& m : g) out.push_back(m.from);
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

/// Of permutations of 0, ..., n - 1, all points moved.
std::vector<points> orbits_of(std::size_t n, std::span<const sparse_permutation> generators) {
  disjoint_sets sets{n};
  for (const sparse_permutation& g : generators)
    for (const moved_point& m : g) sets.join(m.from, m.to);
  std::vector<points> out;
  points at(n, none);
  for (std::uint32_t i = 0; i < n; ++i) {
    std::uint32_t& place = at[sets.find(i)];
    if (place == none) {
      place = static_cast<std::uint32_t>(out.size());
      out.emplace_back();
    }
    out[place].push_back(i);
  }
  return out;
}

/// Whether swaps among the generators' actions on an orbit generate its symmetric group.
bool acts_as_symmetric_group(const points& orbit, std::span<const sparse_permutation> generators) {
  std::vector<sparse_permutation> actions;
  for (const sparse_permutation& g : generators) {
    sparse_permutation action;
    for (const auto& [from, to] : g)
      if (const auto at = std::ranges::lower_bound(orbit, from); at != orbit.end() && *at == from)
        action.push_back({static_cast<std::uint32_t>(at - orbit.begin()),
                          static_cast<std::uint32_t>(std::ranges::lower_bound(orbit, to) - orbit.begin())});
    if (!action.empty()) actions.push_back(std::move(action));
  }
  const swap_classes classes{orbit.size(), actions};
  return classes.count() == 1 && classes.members(0).size() == orbit.size();
}

/// The images of an orbit's points under a map of orbits that commutes with all generators and takes the
/// orbit's first point to `first`; empty where there is none.
points commuting_map(const points& orbit, std::uint32_t first, std::span<const permutation_list> generators) {
  points to(generators.front().size(), none), reached{orbit.front()};
  to[orbit.front()] = first;
  for (std::size_t i = 0; i < reached.size(); ++i)
    for (const permutation_list& g : generators) {
      const std::uint32_t x = g[reached[i]], y = g[to[reached[i]]];
      if (to[x] == none) {
        to[x] = y;
        reached.push_back(x);
      } else if (to[x] != y) {
        return {};
      }
    }
  points out;
  for (const std::uint32_t x : orbit) out.push_back(to[x]);
  return out;
}

/// Blocks of corresponding points, one of each orbit; none where the orbits do not correspond.
std::vector<points> blocks_of(const std::vector<points>& orbits,
                              std::span<const sparse_permutation> generators, std::size_t n) {
  std::vector<permutation_list> lists;
  std::vector<std::vector<bool>> movers(n);  // which generators move a point
  for (const sparse_permutation& g : generators) {
    lists.push_back(dense(g, n));
    for (std::uint32_t i = 0; i < n; ++i) movers[i].push_back(lists.back()[i] != i);
  }
  std::vector<points> blocks;
  for (const std::uint32_t x : orbits.front()) blocks.push_back({x});
  for (std::size_t o = 1; o < orbits.size(); ++o) {
    points images;
    for (const std::uint32_t y : orbits[o])
      if (movers[y] == movers[orbits.front().front()])
        if (images = commuting_map(orbits.front(), y, lists); !images.empty()) break;
    if (images.empty()) return {};
    for (std::size_t b = 0; b < blocks.size(); ++b) blocks[b].push_back(images[b]);
  }
  return blocks;
}

}  // namespace

std::optional<std::vector<stabiliser_level>> chain_of_swapped_blocks(
    std::span<const sparse_permutation> generators, chain_room& room) {
  const points moved = moved_by(generators);
  std::vector<sparse_permutation> local;
  for (const sparse_permutation& g : generators) {
    local.emplace_back();
    const auto place = [&](std::uint32_t x) {
      return static_cast<std::uint32_t>(std::ranges::lower_bound(moved, x) - moved.begin());
    };
    for (const auto& [from, to] : g) local.back().push_back({place(from), place(to)});
  }
  const std::vector<points> orbits = orbits_of(moved.size(), local);
  const std::size_t count = orbits.front().size(), size = orbits.size();
  for (const points& o : orbits)
    if (o.size() != count) return std::nullopt;
  // Two points have only one order: what has three or more and commutes with all swaps is the identity.
  if (count < 3 || moved.size() * local.size() > room.kept) return std::nullopt;
  if (!acts_as_symmetric_group(orbits.front(), local)) return std::nullopt;
  std::vector<points> blocks = blocks_of(orbits, local, moved.size());
  if (blocks.empty()) return std::nullopt;
  std::ranges::sort(blocks, {}, [](const points& b) { return std::ranges::min(b); });

  room.keep(count * count * size);
  room.compose(count * count * size);
  std::vector<stabiliser_level> out;
  for (std::size_t b = 0; b + 1 < count; ++b) {
    const auto column = static_cast<std::size_t>(std::ranges::min_element(blocks[b]) - blocks[b].begin());
    points later(count - b);
    for (std::size_t i = 0; i < later.size(); ++i) later[i] = static_cast<std::uint32_t>(b + i);
    std::ranges::sort(later, {}, [&](std::uint32_t i) { return blocks[i][column]; });
    stabiliser_level level{moved[blocks[b][column]], {}, {}};
    for (const std::uint32_t i : later) {
      level.orbit.push_back(moved[blocks[i][column]]);
      sparse_permutation& swap = level.carriers.emplace_back();
      if (i == b) continue;
      for (std::size_t c = 0; c < size; ++c) {
        swap.push_back({moved[blocks[b][c]], moved[blocks[i][c]]});
        swap.push_back({moved[blocks[i][c]], moved[blocks[b][c]]});
      }
      std::ranges::sort(swap, {}, &moved_point::from);
    }
    out.push_back(std::move(level));
  }
  return out;
}

std::vector<std::vector<sparse_permutation>> factors_of(std::vector<sparse_permutation> generators) {
  const points moved = moved_by(generators);
  const auto place = [&moved](std::uint32_t x) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(moved, x) - moved.begin());
  };
  disjoint_sets sets{moved.size()};
  for (const sparse_permutation& g : generators)
    for (const moved_point& m : g) sets.join(place(g.front().from), place(m.from));
  points at(moved.size(), none);
  std::vector<std::vector<sparse_permutation>> out;
  for (sparse_permutation& g : generators) {
    std::uint32_t& factor = at[sets.find(place(g.front().from))];
    if (factor == none) {
      factor = static_cast<std::uint32_t>(out.size());
      out.emplace_back();
    }
    out[factor].push_back(std::move(g));
  }
  return out;
}

std::vector<stabiliser_level> chain_of_factor(std::span<const sparse_permutation> generators,
                                              chain_room& room) {
  if (auto chain = chain_of_swapped_blocks(generators, room)) return std::move(*chain);
  return stabiliser_chain(generators, room);
}

}  // namespace ansatz
