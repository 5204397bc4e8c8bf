#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <graphs/cost.hpp>
#include <random_edge/counted_numbers.hpp>

namespace ansatz::experiment {
namespace {

double of_each(const std::vector<std::uint32_t>& numbers) {
  if (numbers.size() == 1) return number_bits(numbers[0]);
  metered s{rans_stack{}};
  counted_numbers(numbers.size(), "sizes").push(s, numbers);
  return s.net().to_double();
}

}  // namespace

double number_bits(std::uint64_t n) {
  metered s{rans_stack{}};
  log_uniform(33).push(s, n + 1);
  return s.net().to_double();
}

double size_bits(const graph_data& data, sizes_told told) {
  if (told == sizes_told::of_union) return number_bits(data.nodes()) + number_bits(data.edges());
  std::vector<std::uint32_t> nodes, edges;
  for (const graph& g : data.graphs) {
    nodes.push_back(g.nodes());
    edges.push_back(static_cast<std::uint32_t>(g.edges()));
  }
  return of_each(nodes) + (told == sizes_told::of_each ? of_each(edges) : number_bits(data.edges()));
}

}  // namespace ansatz::experiment
