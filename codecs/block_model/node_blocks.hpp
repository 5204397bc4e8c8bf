#pragma once
#include <algorithm>
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace ansatz {

/// What a block model takes for granted of how nodes and edges are spread over blocks.
struct block_prior {
  std::uint32_t edge = 16;  ///< what an edge between two blocks adds to the 1 that the pair has without
  std::uint32_t node =
      256;                 ///< what a node of a degree in a block adds to the block's weight for that degree
  std::uint32_t base = 8;  ///< as many nodes of each degree, as it were, are spread like nodes of all degrees
};

/// Walks along nodes by descending degrees and predicts their blocks.
///
/// The weight of block b is node * (how many nodes of this degree are in b) + 1 + the whole part of node *
/// base * (1 + nodes in b) / (blocks + all nodes so far).
class block_walker {
 public:
  /// At least one block, and at most 2^20 for node * base. The degrees, descending, must outlive the walker.
  block_walker(const std::vector<std::uint32_t>& degrees, std::uint32_t blocks, block_prior prior)
      : degrees_{&degrees}, prior_{prior}, here_(blocks), all_(blocks), weights_(blocks) {}

  categorical_codec next() {
    if (at_ > 0 && (*degrees_)[at_] != (*degrees_)[at_ - 1]) std::ranges::fill(here_, 0);
    const std::uint64_t spread = std::uint64_t{prior_.node} * prior_.base;
    for (std::size_t b = 0; b < weights_.size(); ++b)
      weights_[b] = std::uint64_t{prior_.node} * here_[b] + 1 +
                    spread * (all_[b] + std::uint64_t{1}) / (weights_.size() + at_);
    return categorical(weights_);
  }
  void learn(std::uint32_t block) {
    ++here_[block];
    ++all_[block];
    ++at_;
  }

 private:
  const std::vector<std::uint32_t>* degrees_;
  block_prior prior_;
  std::vector<std::uint32_t> here_, all_;  // nodes a block: of this degree; of all
  std::vector<std::uint64_t> weights_;
  std::size_t at_ = 0;
};

/// Nodes by descending degrees, those of the same in their order.
inline std::vector<std::uint32_t> by_degree_order(const std::vector<std::uint32_t>& degrees) {
  std::vector<std::uint32_t> order(degrees.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, std::greater{}, [&](std::uint32_t v) { return degrees[v]; });
  return order;
}

/// A block a node, given the degrees of the nodes: by a `block_walker`.
///
/// Rate: what its predictions cost; about log2 n_d! / prod_b n_(d,b)! for the nodes of degree d, and for how
/// many of them are in each block. Does push pop? No. Does pop push? No.
inline auto node_blocks(const std::vector<std::uint32_t>& degrees, std::uint32_t blocks,
                        block_prior prior = {}) {
  if (blocks == 0 || blocks > 1024) throw domain_error("node_blocks: 1 to 1024 blocks");
  if (std::uint64_t{prior.node} * prior.base > 1u << 20 ||
      std::uint64_t{prior.node} * degrees.size() > max_total / 2)
    throw domain_error("node_blocks: too many nodes for such weights");
  std::vector<std::uint32_t> order = by_degree_order(degrees), descending;
  for (const std::uint32_t v : order) descending.push_back(degrees[v]);
  auto walked = autoregressive(degrees.size(), [descending = std::move(descending), blocks, prior] {
    return block_walker{descending, blocks, prior};
  });
  return mapped(
      std::move(walked),
      [order](const std::vector<std::uint32_t>& along) {
        std::vector<std::uint32_t> of(along.size());
        for (std::size_t i = 0; i < order.size(); ++i) of[order[i]] = along[i];
        return of;
      },
      [order](const std::vector<std::uint32_t>& of) {
        if (of.size() != order.size()) throw domain_error("node_blocks: another number of nodes");
        std::vector<std::uint32_t> along;
        for (const std::uint32_t v : order) along.push_back(of[v]);
        return along;
      });
}

}  // namespace ansatz
