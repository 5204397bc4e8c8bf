#include <algorithm>
#include <array>
#include <block_model/private/partition_search.hpp>
#include <numeric>
#include <tuple>

namespace ansatz {
namespace {

constexpr int last_sweeps = 4;
constexpr std::int64_t hot = 179, cold = 384;  // inverse temperatures, Q8: 0.7 and 1.5

/// 2^(-i / 2^12), Q31.
std::array<std::uint32_t, 4096> make_rough_powers() {
  std::array<std::uint32_t, 4096> of{};
  for (std::int64_t i = 0; i < 4096; ++i)
    of[static_cast<std::size_t>(i)] = static_cast<std::uint32_t>(exp2_minus({i << 12}) >> 31);
  return of;
}

/// Nodes of the most edges have a block each, others the block of whichever neighbour has the most edges:
/// hubs and their leaves, which single moves would be long in finding.
std::vector<std::uint32_t> by_hubs(const graph& g, std::uint32_t blocks) {
  const neighbourhoods near{g};
  const std::vector<std::uint32_t> order = by_degree_order(degrees(g));
  std::vector<std::uint32_t> rank(g.nodes()), block(g.nodes());
  for (std::uint32_t i = 0; i < g.nodes(); ++i) rank[order[i]] = i;
  const std::uint32_t hubs = blocks / 2;
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    std::uint32_t best = near.degree(v) == 0 ? rank[v] : g.nodes();
    for (const std::uint32_t w : near.of(v)) best = std::min(best, rank[w]);
    block[v] = rank[v] < hubs ? rank[v] : hubs + best % (blocks - hubs);
  }
  return block;
}

}  // namespace

partition_search::partition_search(const graph& g, std::uint32_t blocks, block_prior prior)
    : state_{g, by_hubs(g, blocks), blocks, prior},
      order_(g.nodes()),
      sweeps_{30 + static_cast<std::int64_t>(
                       std::min<std::uint64_t>({270, g.nodes(), (1u << 20) / (g.nodes() + g.edges() + 1)}))} {
  std::iota(order_.begin(), order_.end(), 0u);
}

void partition_search::anneal() {
  for (std::int64_t i = 0; i < sweeps_; ++i) sweep(hot + (cold - hot) * i / sweeps_);
  for (int i = 0; i < last_sweeps; ++i) sweep({});
}

void partition_search::merge_to(std::uint32_t wanted) {
  std::vector<std::uint32_t> to(state_.blocks());
  std::iota(to.begin(), to.end(), 0u);
  std::vector<bool> merged(to.size());
  std::vector<std::tuple<std::int64_t, std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t a = 0; a < state_.blocks(); ++a)
    for (std::uint32_t b = 0; b < a; ++b) pairs.emplace_back(state_.cost_of_merging(a, b), a, b);
  std::ranges::sort(pairs);
  auto left = static_cast<std::uint32_t>(to.size());
  for (const auto& [cost, a, b] : pairs) {
    if (left <= wanted) break;
    if (merged[a] || merged[b]) continue;
    merged[a] = merged[b] = true;
    to[a] = b;
    --left;
  }
  std::vector<std::uint32_t> name(to.size()), block;
  for (std::uint32_t b = 0, next = 0; b < to.size(); ++b) name[b] = to[b] == b ? next++ : name[to[b]];
  for (const std::uint32_t b : state_.partition()) block.push_back(name[b]);
  state_.assign(std::move(block), left);
}

void partition_search::sweep(std::optional<std::int64_t> inverse_temperature) {
  for (std::size_t i = order_.size(); i > 1; --i)
    std::swap(order_[i - 1], order_[numbers_.below(static_cast<std::uint32_t>(i))]);
  for (const std::uint32_t v : order_) {
    state_.take_out(v);
    const std::span<const std::int64_t> logs = state_.weighed(v);
    const auto best = std::ranges::max_element(logs);
    state_.put(v, inverse_temperature ? drawn(logs, *best, *inverse_temperature)
                                      : static_cast<std::uint32_t>(best - logs.begin()));
  }
}

std::uint32_t partition_search::drawn(std::span<const std::int64_t> logs, std::int64_t most,
                                      std::int64_t inverse_temperature) {
  static const std::array<std::uint32_t, 4096> powers = make_rough_powers();
  constexpr std::int64_t negligible = 24 * bits::one;
  likely_.clear();
  std::uint64_t sum = 0;
  for (std::uint32_t b = 0; b < logs.size(); ++b) {
    const std::int64_t gap = (most - logs[b]) * inverse_temperature >> 8;
    if (gap >= negligible) continue;
    const auto at = static_cast<std::uint64_t>(gap);
    sum += powers[at >> 12 & 4095] >> (at >> 24);
    likely_.emplace_back(b, sum);
  }
  if (likely_.size() == 1) return likely_[0].first;
  const std::uint64_t cell = numbers_.below(sum);
  return std::ranges::upper_bound(likely_, cell, {}, &std::pair<std::uint32_t, std::uint64_t>::second)->first;
}

}  // namespace ansatz
