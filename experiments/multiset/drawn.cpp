#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <multiset/sets.hpp>

namespace ansatz::experiment {
namespace {

constexpr std::uint32_t alphabet = 1u << 16;

/// Pops from random bits, as a multiset by a tree and by sums over the alphabet.
template <class Element>
multiset_cost drawn(const std::string& name, const Element& element, std::size_t count, std::uint64_t seed) {
  rans_stack random{supply::seeded(seed)};
  std::vector<std::uint32_t> items;
  for (std::size_t i = 0; i < count; ++i) items.push_back(element.pop(random));
  std::ranges::sort(items);
  multiset_cost c = coded(name + ", seed " + std::to_string(seed), element, items);
  c.by_fenwick = round_trip(multiset(count, element, fenwick_bag{alphabet}), {items});
  if (c.by_fenwick->net != c.taken.net || c.by_fenwick->bytes != c.taken.bytes)
    fault(c.data + ": the bags differ");
  return c;
}

}  // namespace

/// A logarithm of a factorial: the sum over 1, ..., n.
static double log2_factorial(std::size_t n) {
  log2_sum sum;
  for (std::size_t k = 2; k <= n; ++k) sum.add(static_cast<std::uint32_t>(k));
  return sum.value().to_double();
}

multiset_cost described(std::string data, const std::vector<std::size_t>& multiplicities) {
  multiset_cost c{.data = std::move(data), .distinct = multiplicities.size(), .taken = {}, .by_fenwick = {}};
  for (const std::size_t n : multiplicities) {
    c.count += n;
    c.theory -= log2_factorial(n);
  }
  c.theory += log2_factorial(c.count);
  return c;
}

multiset_cost uniform_draws(std::size_t count, std::uint64_t seed) {
  return drawn("uniform", uniform(alphabet), count, seed);
}

multiset_cost zipf_draws(std::size_t count, std::uint64_t seed) {
  std::vector<std::uint64_t> weights;
  for (std::uint64_t rank = 1; rank <= alphabet; ++rank) weights.push_back((std::uint64_t{1} << 40) / rank);
  return drawn("Zipf", modelled(categorical_model::from_weights(weights, 24)), count, seed);
}

}  // namespace ansatz::experiment
