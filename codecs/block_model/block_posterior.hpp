#pragma once
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <block_model/node_blocks.hpp>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ansatz {

class block_state;

/// Draws a block for each node, one after another, from what the model gives it where all others have their
/// blocks: a sweep of Gibbs sampling that begins with a partition of low cost. Every block has a positive
/// mass.
class gibbs_walker {
 public:
  gibbs_walker(const block_state& from, unsigned bits);
  ~gibbs_walker();
  gibbs_walker(gibbs_walker&&) noexcept;
  gibbs_walker& operator=(gibbs_walker&&) noexcept;

  categorical_codec next();
  void learn(std::uint32_t block);

 private:
  std::unique_ptr<block_state> state_;
  std::vector<std::uint64_t> weights_;
  unsigned bits_;
  std::uint32_t at_ = 0;
  bool out_ = false;  // whether the node at hand is in no block
};

/// A partition of the nodes of a graph into at most so many blocks by which the model codes it in few bits:
/// `partition_of`.
std::shared_ptr<const block_state> searched(const graph& g, std::uint32_t blocks, block_prior prior);

/// The codec of a block a node, given the graph: the posterior of `latent_block_model`. Depends on nothing
/// but its arguments, so that both sides have the same.
///
/// Rate: -log2 q of the blocks, each of n draws with a total of 2^bits. Time: the search's. Does push pop?
/// No. Does pop push? No.
inline auto block_posterior(const graph& g, std::uint32_t blocks, block_prior prior = {},
                            unsigned bits = 24) {
  return autoregressive(g.nodes(),
                        [from = searched(g, blocks, prior), bits] { return gibbs_walker{*from, bits}; });
}

}  // namespace ansatz
