#include "group/swap_classes.hpp"

#include <algorithm>
#include <utility>

#include "group/disjoint_sets.hpp"

namespace ansatz {
namespace {

bool is_swap(const sparse_permutation& g) { return g.size() == 2; }

std::vector<std::vector<std::uint32_t>> members_of(disjoint_sets& sets) {
  std::vector<std::vector<std::uint32_t>> out;
  std::vector<std::uint32_t> at(sets.size(), swap_classes::none);
  for (std::uint32_t i = 0; i < sets.size(); ++i) {
    const std::uint32_t root = sets.find(i);
    if (sets.size_of(root) == 1) continue;
    if (at[root] == swap_classes::none) {
      at[root] = static_cast<std::uint32_t>(out.size());
      out.emplace_back();
    }
    out[at[root]].push_back(i);
  }
  return out;
}

}  // namespace

swap_classes::swap_classes(std::size_t n, std::span<const sparse_permutation> generators)
    : class_of_(n, none) {
  disjoint_sets sets{n};
  for (const sparse_permutation& g : generators)
    if (is_swap(g)) sets.join(g[0].from, g[0].to);
  // g (x y) g^-1 = (g(x) g(y)): what g makes of a class is part of a class. Swaps that are generators keep
  // all classes as they are.
  for (bool grown = true; grown;) {
    grown = false;
    const auto classes = members_of(sets);
    std::ranges::fill(class_of_, none);
    for (std::uint32_t c = 0; c < classes.size(); ++c)
      for (const std::uint32_t x : classes[c]) class_of_[x] = c;
    std::vector<bool> seen(classes.size());
    for (const sparse_permutation& g : generators) {
      if (is_swap(g)) continue;
      std::vector<std::uint32_t> touched;
      for (const moved_point& m : g)
        if (const std::uint32_t c = class_of_[m.from]; c != none && !seen[c]) {
          seen[c] = true;
          touched.push_back(c);
        }
      for (const std::uint32_t c : touched) {
        seen[c] = false;
        const auto image = [&g](std::uint32_t x) {
          const auto at = std::ranges::lower_bound(g, x, {}, &moved_point::from);
          return at != g.end() && at->from == x ? at->to : x;
        };
        const std::uint32_t to = image(classes[c].front());
        for (const std::uint32_t x : classes[c]) grown |= sets.join(to, image(x));
      }
    }
    if (!grown) classes_ = classes;
  }
}

sparse_permutation swap_classes::ascending(const sparse_permutation& g) const {
  sparse_permutation out;
  for (const auto& [from, to] : g) {
    const std::uint32_t c = class_of_[from];
    if (c == none) {
      out.push_back({from, to});
      continue;
    }
    // A class that goes to another one is moved as a whole, so that the turn of its least point comes.
    if (class_of_[to] == c || from != classes_[c].front()) continue;
    const std::vector<std::uint32_t>&members = classes_[c], &images = classes_[class_of_[to]];
    for (std::size_t i = 0; i < members.size(); ++i) out.push_back({members[i], images[i]});
  }
  std::ranges::sort(out, {}, &moved_point::from);
  return out;
}

}  // namespace ansatz
