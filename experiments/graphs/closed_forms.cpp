#include <ansatz/bits.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <graphs/cost.hpp>

namespace ansatz::experiment {
namespace {

void add_factorial(log2_sum& sum, std::uint64_t n) {
  for (std::uint64_t k = 2; k <= n; ++k) sum.add(k);
}

std::uint64_t pairs_of(const graph& g) { return g.nodes() * (g.nodes() - std::uint64_t{1}) / 2; }

}  // namespace

std::uint64_t graph_data::nodes() const {
  std::uint64_t n = 0;
  for (const graph& g : graphs) n += g.nodes();
  return n;
}

std::uint64_t graph_data::edges() const {
  std::uint64_t m = 0;
  for (const graph& g : graphs) m += g.edges();
  return m;
}

std::uint64_t graph_data::pairs() const {
  std::uint64_t p = 0;
  for (const graph& g : graphs) p += g.nodes() == 0 ? 0 : pairs_of(g);
  return p;
}

double erdos_renyi_bits(const graph_data& data) {
  const std::uint64_t m = data.edges(), p = data.pairs();
  log2_sum totals, masses;
  for (std::uint64_t i = 0; i < p; ++i) {
    totals.add(p);
    masses.add(i < m ? m : p - m);
  }
  return (totals.value() - masses.value()).to_double();
}

double random_edge_bits(const graph_data& data) {
  log2_sum totals, masses;
  for (const graph& g : data.graphs) {
    for (std::uint64_t i = 0; i < 2 * g.edges(); ++i) totals.add(g.nodes() + i);
    for (const std::uint32_t d : degrees(g)) add_factorial(masses, d);
    add_factorial(masses, g.edges());
    masses.add_whole(static_cast<std::int64_t>(g.edges()));
  }
  return (totals.value() - masses.value()).to_double();
}

double log2_automorphisms(const graph_data& data) {
  bits sum{};
  for (const graph& g : data.graphs) sum += permutation_group{g.nodes(), automorphisms(g)}.order();
  return sum.to_double();
}

double log2_orders(const graph_data& data) {
  log2_sum sum;
  for (const graph& g : data.graphs) add_factorial(sum, g.nodes());
  return sum.value().to_double();
}

}  // namespace ansatz::experiment
