#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/partial_sums.hpp>
#include <utility>

#include "group/stabiliser_chain.hpp"
#include "group/swap_classes.hpp"
#include "group/swapped_blocks.hpp"

namespace ansatz {
namespace {

constexpr std::uint32_t none = swap_classes::none;

std::span<const sparse_permutation> checked(std::size_t n, std::span<const sparse_permutation> generators) {
  if (n > max_total) throw domain_error("permutation_group: at most 2^31 points");
  std::vector<std::uint32_t> to;
  for (const sparse_permutation& g : generators) {
    to.clear();
    for (const moved_point& m : g) to.push_back(m.to);
    std::ranges::sort(to);
    for (std::size_t i = 0; i < g.size(); ++i)
      if (g[i].from >= n || g[i].from == g[i].to || g[i].from != to[i] || (i > 0 && to[i] == to[i - 1]))
        throw domain_error(
            "permutation_group: a generator is no permutation of its points, listed ascending");
  }
  return generators;
}

/// The chain of the elements that map classes in ascending order: factors that move disjoint points are
/// built apart, since a Schreier generator of one says nothing of another.
std::vector<stabiliser_level> levels_of(const swap_classes& classes,
                                        std::span<const sparse_permutation> generators) {
  std::vector<sparse_permutation> ascending;
  for (const sparse_permutation& g : generators)
    if (sparse_permutation h = classes.ascending(g); !h.empty()) ascending.push_back(std::move(h));
  std::vector<stabiliser_level> out;
  chain_room room;
  for (const auto& factor : factors_of(std::move(ascending)))
    for (stabiliser_level& level : chain_of_factor(factor, room)) out.push_back(std::move(level));
  std::ranges::sort(out, {}, &stabiliser_level::base);
  return out;
}

/// list := list after p.
void compose_into(permutation_list& list, const sparse_permutation& p) {
  std::vector<std::uint32_t> images;
  for (const moved_point& m : p) images.push_back(list[m.to]);
  for (std::size_t i = 0; i < p.size(); ++i) list[p[i].from] = images[i];
}

}  // namespace

/// Levels have least points of classes for bases and in their orbits: elements that map classes in
/// ascending order carry least points to least points.
struct permutation_group::chain {
  swap_classes classes;
  std::vector<stabiliser_level> levels;
  std::vector<std::uint32_t> level_at, free_at;  // of a point; none
  std::vector<free_point> free;

  chain(std::size_t n, std::span<const sparse_permutation> generators)
      : classes{n, checked(n, generators)},
        levels{levels_of(classes, generators)},
        level_at(n, none),
        free_at(n, none) {
    for (std::uint32_t l = 0; l < levels.size(); ++l) level_at[levels[l].base] = l;
    std::vector<std::uint32_t> met(classes.count());  // how many points of a class came already
    for (std::uint32_t i = 0; i < n; ++i) {
      std::uint32_t images = 1;
      if (const std::uint32_t c = classes.class_of(i); c != none)
        images = static_cast<std::uint32_t>(classes.members(c).size()) - met[c]++;
      if (level_at[i] != none) images *= static_cast<std::uint32_t>(levels[level_at[i]].orbit.size());
      if (images == 1) continue;
      free_at[i] = static_cast<std::uint32_t>(free.size());
      free.push_back({i, images});
    }
  }

  const stabiliser_level* level(std::uint32_t point) const {
    return level_at[point] == none ? nullptr : &levels[level_at[point]];
  }
  /// The points of a point's class, ascending.
  std::span<const std::uint32_t> class_of(const std::uint32_t& point) const {
    const std::uint32_t c = classes.class_of(point);
    return c == none ? std::span{&point, 1} : std::span{classes.members(c)};
  }
  /// Whether the prefix that maps classes in ascending order can be led on so that the class of the base
  /// comes where `head` is; then it is.
  static bool lead(permutation_list& prefix, const stabiliser_level& level, std::uint32_t head) {
    for (std::size_t e = 0; e < level.orbit.size(); ++e)
      if (prefix[level.orbit[e]] == head) {
        compose_into(prefix, level.carriers[e]);
        return true;
      }
    return false;
  }
  bool ranks(const permutation_list& a, std::vector<std::uint32_t>& out) const;
};

bool permutation_group::chain::ranks(const permutation_list& a, std::vector<std::uint32_t>& out) const {
  expect_permutation(a, classes.points());
  out.assign(free.size(), 0);
  permutation_list prefix = identity_permutation(a.size());
  for (const free_point& f : free) {
    const std::uint32_t i = f.point, image = a[i];
    if (classes.head(i) != i) continue;
    const auto below = [&](std::uint32_t point) {
      const auto members = class_of(point);
      return static_cast<std::uint32_t>(std::ranges::lower_bound(members, image) - members.begin());
    };
    std::uint32_t& rank = out[free_at[i]];
    if (const stabiliser_level* const at = level(i)) {
      for (const std::uint32_t e : at->orbit) rank += below(prefix[e]);
      if (!lead(prefix, *at, classes.head(image))) return false;
    } else {
      if (prefix[i] != classes.head(image)) return false;
      rank = below(prefix[i]);
    }
    if (classes.class_of(i) == none) continue;
    const auto members = class_of(i), images = class_of(prefix[i]);
    partial_sums left{std::vector<std::uint32_t>(members.size(), 1)};  // of places that are not taken
    for (const std::uint32_t x : members) {
      const auto place = static_cast<std::size_t>(std::ranges::lower_bound(images, a[x]) - images.begin());
      if (place == images.size() || images[place] != a[x]) return false;
      if (x != i && free_at[x] != none) out[free_at[x]] = left.below(place);
      left.add(place, 0u - 1);
    }
  }
  for (std::uint32_t i = 0; i < a.size(); ++i)
    if (classes.head(a[i]) != classes.head(prefix[i])) return false;
  return true;
}

permutation_group::permutation_group(std::size_t n, const std::vector<sparse_permutation>& generators)
    : chain_{std::make_shared<chain>(n, generators)} {}

std::size_t permutation_group::size() const { return chain_->classes.points(); }

std::span<const free_point> permutation_group::free_points() const& { return chain_->free; }

bits permutation_group::order() const {
  log2_sum sum;
  for (const free_point& f : chain_->free) sum.add(f.images);
  return sum.value();
}

bool permutation_group::contains(const permutation_list& a) const {
  std::vector<std::uint32_t> ranks;
  return chain_->ranks(a, ranks);
}

std::vector<std::uint32_t> permutation_group::ranks_of(const permutation_list& a) const {
  std::vector<std::uint32_t> ranks;
  if (!chain_->ranks(a, ranks)) throw domain_error("permutation_group: no element of the group");
  return ranks;
}

permutation_list permutation_group::element_of(std::span<const std::uint32_t> ranks) const {
  const chain& c = *chain_;
  if (ranks.size() != c.free.size()) throw domain_error("permutation_group: another number of ranks");
  for (std::size_t i = 0; i < ranks.size(); ++i)
    if (ranks[i] >= c.free[i].images) throw domain_error("permutation_group: a rank beyond the images");
  permutation_list prefix = identity_permutation(size()), a = prefix;
  std::vector<std::uint32_t> images;
  for (const free_point& f : c.free) {
    const std::uint32_t i = f.point, rank = ranks[c.free_at[i]];
    if (c.classes.head(i) != i) continue;
    std::uint32_t image = 0;
    if (const stabiliser_level* const at = c.level(i)) {
      images.clear();
      for (const std::uint32_t e : at->orbit)
        for (const std::uint32_t x : c.class_of(prefix[e])) images.push_back(x);
      std::ranges::nth_element(images, images.begin() + rank);
      image = images[rank];
      chain::lead(prefix, *at, c.classes.head(image));
    } else {
      image = c.class_of(prefix[i])[rank];
    }
    if (c.classes.class_of(i) == none) continue;
    const auto members = c.class_of(i), targets = c.class_of(prefix[i]);
    partial_sums left{std::vector<std::uint32_t>(members.size(), 1)};  // of places that are not taken
    for (const std::uint32_t x : members) {
      const std::size_t place =
          x == i ? static_cast<std::size_t>(std::ranges::lower_bound(targets, image) - targets.begin())
                 : left.find(c.free_at[x] == none ? 0 : ranks[c.free_at[x]]).at;
      a[x] = targets[place];
      left.add(place, 0u - 1);
    }
  }
  for (std::uint32_t i = 0; i < a.size(); ++i)
    if (c.classes.class_of(i) == none) a[i] = prefix[i];
  return a;
}

permutation_list permutation_group::least_of_coset(permutation_list s) const {
  const chain& c = *chain_;
  expect_permutation(s, size());
  std::vector<std::uint32_t> labels;
  for (std::uint32_t k = 0; k < c.classes.count(); ++k) {
    labels.clear();
    for (const std::uint32_t x : c.classes.members(k)) labels.push_back(s[x]);
    std::ranges::sort(labels);
    for (std::size_t j = 0; j < labels.size(); ++j) s[c.classes.members(k)[j]] = labels[j];
  }
  // Labels still ascend within classes after each step, as elements of the chain map these in ascending
  // order.
  for (const stabiliser_level& level : c.levels) {
    std::size_t least = 0;
    for (std::size_t e = 1; e < level.orbit.size(); ++e)
      if (s[level.orbit[e]] < s[level.orbit[least]]) least = e;
    compose_into(s, level.carriers[least]);
  }
  return s;
}

}  // namespace ansatz
