#pragma once
#include <ansatz/graph/graph.hpp>
#include <block_model/node_blocks.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ansatz {

/// Sums of log2, Q24, that moves are weighed by.
struct block_tables {
  block_tables(const graph& g, block_prior prior);

  std::vector<std::int64_t> factorials;  // of n!, n up to all ends of edges and all nodes
  std::vector<std::int64_t>
      pulls;  // of 1 (1 + w) (1 + 2 w) ..., w being what an edge between two blocks adds
};

/// log2(n), Q24, n >= 1, by its twelve highest bits after the first: within 2^-12.
std::int64_t rough_log2(std::uint64_t n);

/// Nodes in blocks, and what it would cost if one of them were in another.
class block_state {
 public:
  block_state(const graph& g, std::vector<std::uint32_t> block, std::uint32_t blocks, block_prior prior);

  std::uint32_t nodes() const { return near_.nodes(); }
  std::uint32_t blocks() const { return blocks_; }
  std::uint32_t block_of(std::uint32_t v) const { return block_[v]; }
  const std::vector<std::uint32_t>& partition() const { return block_; }

  /// Another partition.
  void assign(std::vector<std::uint32_t> block, std::uint32_t blocks);

  /// Takes a node out of its block. While it is out: log2 of what it weighs in each, Q24, but for a constant.
  void take_out(std::uint32_t v) { count(v, 0u - 1); }
  std::span<const std::int64_t> weighed(std::uint32_t v);
  void put(std::uint32_t v, std::uint32_t block) {
    block_[v] = block;
    count(v, 1);
  }

  /// What all of it costs, Q24, but for what all partitions cost alike.
  std::int64_t cost() const;
  /// What merging two blocks adds to it, about.
  std::int64_t cost_of_merging(std::uint32_t a, std::uint32_t b) const;

 private:
  void count(std::uint32_t v, std::uint32_t by);
  std::uint32_t& between(std::uint32_t a, std::uint32_t b) { return edges_[std::size_t{a} * blocks_ + b]; }
  std::uint32_t between(std::uint32_t a, std::uint32_t b) const {
    return edges_[std::size_t{a} * blocks_ + b];
  }

  neighbourhoods near_;
  std::uint64_t all_edges_;
  block_prior prior_;
  std::shared_ptr<const block_tables> tables_;
  std::vector<std::uint32_t> class_;  // of nodes of the same degree, by descending degrees
  std::uint32_t classes_ = 0;
  std::vector<std::uint32_t> order_;  // by descending degrees

  std::uint32_t blocks_ = 0;
  std::vector<std::uint32_t> block_, size_, ends_;  // a node; nodes and ends a block
  std::vector<std::uint32_t> of_class_;             // nodes a class and block
  std::vector<std::uint32_t> edges_;                // edges a pair of blocks, both ways; within one once

  std::vector<std::uint32_t> joined_, touched_;  // the neighbours of a node by block, and which these are
  std::vector<std::int64_t> weights_;
};

}  // namespace ansatz
