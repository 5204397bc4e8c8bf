#include "group/stabiliser_chain.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <optional>
#include <utility>

namespace ansatz {
namespace {

/// A level while the chain is being built: it holds the generators that fix all smaller bases, and knows
/// how many of them were tried on each point of the orbit. Orbits and carriers only grow, so what was tried
/// stays tried: a Schreier generator that lay in the group below lies in a larger one.
struct growing_level {
  std::uint32_t base;
  std::vector<sparse_permutation> generators;
  std::vector<std::uint32_t> orbit;  // as found; the base first
  std::vector<sparse_permutation> carriers, back;
  std::vector<std::size_t> tried;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> place;  // (point, its place in orbit), ascending
  std::size_t next = 0;                                        // points before it have tried all generators

  explicit growing_level(std::uint32_t b)
      : base{b}, orbit{b}, carriers(1), back(1), tried(1), place{{b, 0}} {}

  std::optional<std::uint32_t> place_of(std::uint32_t point) const {
    const auto at =
        std::ranges::lower_bound(place, point, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
    if (at == place.end() || at->first != point) return std::nullopt;
    return at->second;
  }
};

class builder {
 public:
  explicit builder(chain_room& room) : room_{room} {}

  void insert(const sparse_permutation& generator) {
    sparse_permutation left = residue(generator, 0);
    if (left.empty()) return;
    std::size_t level = add(std::move(left));
    // The deepest level with something untried comes first: those below it are complete.
    while (true) {
      if (std::optional<sparse_permutation> schreier = untried(level)) {
        left = residue(std::move(*schreier), level + 1);
        if (!left.empty()) {
          const std::uint32_t base = levels_[level].base;
          level = add(std::move(left), base);
        }
      } else if (level == 0) {
        return;
      } else {
        --level;
      }
    }
  }

  std::vector<stabiliser_level> finish() && {
    std::vector<stabiliser_level> out;
    for (growing_level& from : levels_) {
      stabiliser_level to{from.base, {}, {}};
      for (const auto& [point, at] : from.place) {
        to.orbit.push_back(point);
        to.carriers.push_back(std::move(from.carriers[at]));
      }
      out.push_back(std::move(to));
    }
    return out;
  }

 private:
  /// What is left of h when the levels from `first` on have been divided out; h fixes all bases before. It
  /// is the identity where h lies in the group of these levels, as far as they are built.
  sparse_permutation residue(sparse_permutation h, std::size_t first) const {
    auto level = levels_.begin() + static_cast<std::ptrdiff_t>(first);
    while (!h.empty()) {
      level = std::lower_bound(level, levels_.end(), h.front().from,
                               [](const growing_level& l, std::uint32_t b) { return l.base < b; });
      if (level == levels_.end() || level->base != h.front().from) return h;
      const std::optional<std::uint32_t> at = level->place_of(h.front().to);
      if (!at) return h;
      room_.compose(level->back[*at].size() + h.size());
      h = composed(level->back[*at], h);
    }
    return h;
  }

  /// A new strong generator, for all levels below the base `above` down to that of the least point that it
  /// moves, which is made where it is missing. Returns the place of that level.
  std::size_t add(sparse_permutation g, std::optional<std::uint32_t> above = std::nullopt) {
    const std::uint32_t least = g.front().from;
    auto at = std::ranges::lower_bound(levels_, least, {}, &growing_level::base);
    if (at == levels_.end() || at->base != least) {
      growing_level fresh{least};
      if (at != levels_.end()) fresh.generators = at->generators;  // they fix what lies between, too
      at = levels_.insert(at, std::move(fresh));
    }
    const auto deepest = at - levels_.begin();
    for (auto level = levels_.begin(); level <= levels_.begin() + deepest; ++level)
      if (!above || level->base > *above) {
        room_.keep(g.size());
        level->generators.push_back(g);
        level->next = 0;
      }
    return static_cast<std::size_t>(deepest);
  }

  /// Grows the orbit of a level by what its generators reach, and returns the next Schreier generator that
  /// is not trivial, or nothing where all were tried.
  std::optional<sparse_permutation> untried(std::size_t at) {
    growing_level& level = levels_[at];
    for (; level.next < level.orbit.size(); ++level.next)
      while (level.tried[level.next] < level.generators.size()) {
        const sparse_permutation& g = level.generators[level.tried[level.next]++];
        const std::uint32_t to = image_of(g, level.orbit[level.next]);
        room_.compose(g.size() + level.carriers[level.next].size() + 1);
        sparse_permutation carrier = composed(g, level.carriers[level.next]);
        const std::optional<std::uint32_t> known = level.place_of(to);
        if (!known) {
          room_.keep(2 * carrier.size() + 4);
          const std::pair placed{to, static_cast<std::uint32_t>(level.orbit.size())};
          level.place.insert(std::ranges::lower_bound(level.place, placed), placed);
          level.orbit.push_back(to);
          level.back.push_back(inverse(carrier));
          level.carriers.push_back(std::move(carrier));
          level.tried.push_back(0);
        } else if (carrier != level.carriers[*known]) {
          return composed(level.back[*known], carrier);
        }
      }
    return std::nullopt;
  }

  std::vector<growing_level> levels_;
  chain_room& room_;
};

}  // namespace

std::uint32_t image_of(const sparse_permutation& p, std::uint32_t point) {
  const auto at = std::ranges::lower_bound(p, point, {}, &moved_point::from);
  return at == p.end() || at->from != point ? point : at->to;
}

sparse_permutation composed(const sparse_permutation& p, const sparse_permutation& q) {
  sparse_permutation out;
  out.reserve(p.size() + q.size());
  const auto add = [&out](std::uint32_t from, std::uint32_t to) {
    if (from != to) out.push_back({from, to});
  };
  auto first = p.begin();
  for (const auto& [from, to] : q) {
    for (; first != p.end() && first->from < from; ++first) add(first->from, first->to);
    if (first != p.end() && first->from == from) ++first;
    add(from, image_of(p, to));
  }
  for (; first != p.end(); ++first) add(first->from, first->to);
  return out;
}

sparse_permutation inverse(const sparse_permutation& p) {
  sparse_permutation out;
  for (const auto& [from, to] : p) out.push_back({to, from});
  std::ranges::sort(out, {}, &moved_point::from);
  return out;
}

std::vector<stabiliser_level> stabiliser_chain(std::span<const sparse_permutation> generators,
                                               chain_room& room) {
  builder chain{room};
  for (const sparse_permutation& g : generators) chain.insert(g);
  return std::move(chain).finish();
}

}  // namespace ansatz
