#pragma once
#include <ansatz/graph/graph.hpp>
#include <block_model/node_blocks.hpp>
#include <cstdint>
#include <vector>

namespace ansatz {

/// A block a node, below `blocks`, by which `block_model` codes a graph without labels in few bits; found by
/// sweeps of heat-bath moves, hotter and colder, of single nodes between blocks, and by merging blocks.
/// Deterministic, the same on every machine, in integers; but dependent on how nodes are numbered. Throws
/// `domain_error` for more than 2^22 nodes or 2^24 edges, and for more than 1024 blocks.
std::vector<std::uint32_t> partition_of(const graph& g, std::uint32_t blocks, block_prior prior = {});

/// How many blocks are the best, of 1, 2, 3, 5, 8, 12, 17, 24, ..., about 1.4 times as many each time.
std::uint32_t blocks_for(const graph& g, block_prior prior = {});

/// The graph with its partition for labels: a symbol of `block_model`.
graph partitioned(const graph& g, std::uint32_t blocks, block_prior prior = {});

}  // namespace ansatz
