#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "graph/refinement.hpp"
#include "graph/twins.hpp"
#include "group/disjoint_sets.hpp"
#include "group/point_stabiliser.hpp"
#include "group/stabiliser_chain.hpp"
#include "group/swap_classes.hpp"

namespace ansatz {
namespace {

/// Automorphisms that fix the nodes which were told apart so far, as factors that move disjoint nodes.
using factors = std::vector<std::vector<sparse_permutation>>;

class search {
 public:
  search(const graph& g, const std::vector<sparse_permutation>& known)
      : graph_{g}, around_{g}, twins_{g.nodes(), known}, factor_of_(g.nodes(), swap_classes::none) {
    disjoint_sets sets{g.nodes()};
    std::vector<sparse_permutation> ascending;
    for (const sparse_permutation& a : known)
      if (sparse_permutation h = twins_.ascending(a); !h.empty()) {
        for (const moved_point& m : h) sets.join(h.front().from, m.from);
        ascending.push_back(std::move(h));
      }
    factors all;
    for (sparse_permutation& h : ascending) {
      const std::uint32_t root = sets.find(h.front().from);
      if (factor_of_[root] == swap_classes::none) {
        factor_of_[root] = static_cast<std::uint32_t>(all.size());
        all.emplace_back();
      }
      all[factor_of_[root]].push_back(std::move(h));
    }
    for (std::uint32_t v = 0; v < g.nodes(); ++v) factor_of_[v] = factor_of_[sets.find(v)];
    visit(refinement{g, around_}, std::move(all), 0);
  }

  const permutation_list& best() const { return best_.value(); }
  std::vector<sparse_permutation> found;  ///< automorphisms that were not known

 private:
  /// From a refinement to all leaves below it that might be the least, given where its first cell may be
  /// that is neither one node nor twins alone.
  void visit(refinement cells, factors fixing, std::uint32_t from) {
    while (true) {
      while (from < cells.nodes() && settled(cells, from)) from = cells.cell_end(from);
      if (from == cells.nodes()) return leaf(cells);
      const std::vector<std::uint32_t> choices = representatives(cells, fixing, from);
      if (choices.size() == 1) {
        fix(fixing, choices[0]);
        cells.individualise(choices[0], around_);
        continue;
      }
      // Only those whose traces are least, which all numberings of the graph agree on.
      std::vector<std::pair<std::uint64_t, std::uint32_t>> least;
      std::optional<refinement> kept;
      for (const std::uint32_t v : choices) {
        spend(around_.nodes());
        refinement child = cells;
        const std::uint64_t trace = child.individualise(v, around_);
        if (!least.empty() && trace > least[0].first) continue;
        if (!least.empty() && trace < least[0].first) least.clear();
        if (least.empty()) kept = std::move(child);
        least.emplace_back(trace, v);
      }
      for (std::size_t i = 1; i < least.size(); ++i) {
        refinement child = cells;
        factors below = fixing;
        child.individualise(least[i].second, around_);
        fix(below, least[i].second);
        visit(std::move(child), std::move(below), from);
      }
      fix(fixing, least[0].second);
      cells = std::move(kept).value();
    }
  }

  bool settled(const refinement& cells, std::uint32_t start) const {
    const auto cell = cells.order().subspan(start, cells.cell_end(start) - start);
    const std::uint32_t twins = twins_.class_of(cell[0]);
    return cell.size() == 1 ||
           (twins != swap_classes::none &&
            std::ranges::all_of(cell, [&](std::uint32_t v) { return twins_.class_of(v) == twins; }));
  }

  /// A node of each orbit of a cell. Twins are one.
  std::vector<std::uint32_t> representatives(const refinement& cells, const factors& fixing,
                                             std::uint32_t start) {
    std::vector<std::uint32_t> heads;
    for (const std::uint32_t v : cells.order().subspan(start, cells.cell_end(start) - start))
      heads.push_back(twins_.head(v));
    std::ranges::sort(heads);
    heads.erase(std::ranges::unique(heads).begin(), heads.end());
    const auto place = [&heads](std::uint32_t v) -> std::uint32_t {
      const auto at = std::ranges::lower_bound(heads, v);
      return at == heads.end() || *at != v ? swap_classes::none
                                           : static_cast<std::uint32_t>(at - heads.begin());
    };
    disjoint_sets orbits{heads.size()};
    std::vector<std::uint32_t> met;
    for (const std::uint32_t v : heads)
      if (const std::uint32_t f = factor_of_[v]; f != swap_classes::none) met.push_back(f);
    std::ranges::sort(met);
    met.erase(std::ranges::unique(met).begin(), met.end());
    // What fixes the nodes told apart maps each cell onto itself.
    for (const std::uint32_t f : met)
      for (const sparse_permutation& a : fixing[f])
        for (const moved_point& m : a)
          if (const std::uint32_t i = place(m.from); i != swap_classes::none) orbits.join(i, place(m.to));
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < heads.size(); ++i)
      if (orbits.find(i) == i) out.push_back(member(cells, start, heads[i]));
    return out;
  }
  /// A node of the cell whose twins' least is `head`.
  std::uint32_t member(const refinement& cells, std::uint32_t start, std::uint32_t head) const {
    for (const std::uint32_t v : cells.order().subspan(start, cells.cell_end(start) - start))
      if (twins_.head(v) == head) return v;
    return head;
  }

  void fix(factors& fixing, std::uint32_t v) {
    const std::uint32_t head = twins_.head(v);
    if (const std::uint32_t f = factor_of_[head]; f != swap_classes::none) {
      chain_room room;
      room.composed = composed_;
      fixing[f] = point_stabiliser(std::move(fixing[f]), head, room);
      composed_ = room.composed;
    }
  }

  void leaf(const refinement& cells) {
    spend(around_.nodes() + graph_.edges());
    permutation_list to(cells.nodes());
    for (std::uint32_t i = 0; i < cells.nodes(); ++i) to[cells.order()[i]] = i;
    if (!best_) {
      best_ = std::move(to);
      return;
    }
    if (!least_) least_ = spelt(*best_);
    std::vector<std::uint32_t> other = spelt(to);
    if (std::ranges::lexicographical_compare(
            other, *least_)) {  // not by <, wrong on big-endian machines with g++ 12
      best_ = std::move(to), least_ = std::move(other);
    } else if (other == *least_) {
      found.push_back(sparse(composed(inverse(*best_), to)));
    }
  }
  std::vector<std::uint32_t> spelt(const permutation_list& to) const {
    const graph g = relabelled(graph_, to);
    std::vector<std::uint32_t> out(g.node_labels().begin(), g.node_labels().end());
    for (std::uint32_t v = 0; v < g.nodes(); ++v) {
      out.push_back(static_cast<std::uint32_t>(g.larger(v).size()));
      out.insert(out.end(), g.larger(v).begin(), g.larger(v).end());
    }
    out.insert(out.end(), g.edge_labels().begin(), g.edge_labels().end());
    return out;
  }

  void spend(std::uint64_t nodes) {
    if (nodes > visits_) throw domain_error("isomorphism_order: the graph is too regular to be searched");
    visits_ -= nodes;
  }

  const graph& graph_;
  neighbourhoods around_;
  swap_classes twins_;
  std::vector<std::uint32_t> factor_of_;
  std::optional<permutation_list> best_;
  std::optional<std::vector<std::uint32_t>> least_;
  std::uint64_t visits_ = std::uint64_t{1} << 28;
  std::uint64_t composed_ = std::uint64_t{1} << 27;  // by all chains together
};

}  // namespace

canonical_order isomorphism_order_from(const graph& g, std::vector<sparse_permutation> known) {
  if (g.nodes() == 0) return {};
  for (sparse_permutation& swap : twin_swaps(g)) known.push_back(std::move(swap));
  search s{g, known};
  known.insert(known.end(), s.found.begin(), s.found.end());
  return {s.best(), std::move(known)};
}

canonical_order isomorphism_order::operator()(const graph& g) const {
  return isomorphism_order_from(g, automorphisms(g));
}

}  // namespace ansatz
