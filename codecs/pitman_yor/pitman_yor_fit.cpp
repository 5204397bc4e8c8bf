#include <algorithm>
#include <ansatz/error.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <pitman_yor/pitman_yor_fit.hpp>
#include <vector>

namespace ansatz {
namespace {

/// What graphs' costs depend on.
class graph_sizes {
 public:
  explicit graph_sizes(std::span<const graph> graphs) {
    for (const graph& g : graphs) {
      std::uint32_t with_edges = 0;
      for (const std::uint32_t d : degrees(g)) {
        with_edges += d > 0 ? 1 : 0;
        ++nodes_of_[d];
      }
      draws_.push_back(2 * g.edges());
      distinct_.push_back(with_edges);
      for (std::uint32_t k = 0; k < with_edges; ++k) named_.add(g.nodes() - k);
      for (std::uint64_t k = 2; k <= g.edges(); ++k) orders_.add(k);
      orders_.add_whole(static_cast<std::int64_t>(g.edges()));
    }
  }
  bool allows(pitman_yor_parameters p) const {
    return std::ranges::all_of(draws_,
                               [&](std::uint64_t n) { return n <= (max_total - p.concentration) / p.scale; });
  }

  /// The parts of the cost that depend on one parameter and on both.
  bits totals(pitman_yor_parameters p) const {
    log2_sum sum;
    for (const std::uint64_t n : draws_)
      for (std::uint64_t t = 0; t < n; ++t) sum.add(t * p.scale + p.concentration);
    return sum.value();
  }
  bits again(pitman_yor_parameters p) const {
    log2_sum sum;
    std::uint64_t left = 0;  // nodes of more than j edges, from the most edges down
    auto group = nodes_of_.rbegin();
    const std::uint32_t most = nodes_of_.empty() ? 0 : group->first;
    for (std::uint32_t j = most; j-- > 1;) {
      for (; group != nodes_of_.rend() && group->first > j; ++group) left += group->second;
      for (std::uint64_t i = 0; i < left; ++i) sum.add(std::uint64_t{j} * p.scale - p.discount);
    }
    return sum.value();
  }
  bits anew(pitman_yor_parameters p) const {
    log2_sum sum;
    for (const std::uint32_t n : distinct_)
      for (std::uint64_t k = 0; k < n; ++k) sum.add(p.concentration + k * p.discount);
    return sum.value();
  }
  bits named() const { return named_.value(); }
  bits orders() const { return orders_.value(); }

 private:
  std::map<std::uint32_t, std::uint64_t> nodes_of_;  // a degree
  std::vector<std::uint64_t> draws_;
  std::vector<std::uint32_t> distinct_;
  log2_sum named_, orders_;
};

}  // namespace

bits pitman_yor_bits(std::span<const graph> graphs, pitman_yor_parameters p) {
  const graph_sizes sizes{graphs};
  if (!sizes.allows(p)) throw domain_error("pitman_yor: too many draws for such parameters");
  return sizes.totals(p) - sizes.again(p) - sizes.anew(p) + sizes.named() - sizes.orders();
}

pitman_yor_parameters pitman_yor_fit(std::span<const graph> graphs) {
  const graph_sizes sizes{graphs};
  std::vector<bits> again;
  for (std::uint32_t d = 0; d < 64; ++d) again.push_back(sizes.again({.discount = d}));
  pitman_yor_parameters best;
  std::optional<bits> least;
  for (std::uint32_t i = 0; i < 40; ++i) {
    pitman_yor_parameters p{.concentration = i == 0 ? 1 : (2 + (i - 1) % 2) << ((i - 1) / 2)};
    if (!sizes.allows(p)) break;
    const bits totals = sizes.totals(p);
    for (p.discount = 0; p.discount < 64; ++p.discount) {
      const bits cost = totals - again[p.discount] - sizes.anew(p);
      if (least && cost >= *least) continue;
      least = cost;
      best = p;
    }
  }
  return best;
}

}  // namespace ansatz
