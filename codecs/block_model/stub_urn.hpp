#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/partial_sums.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// The stubs of a graph whose nodes have known degrees and blocks: ends that edges still need. They get
/// joined in pairs, or parted again.
class stub_urn {
 public:
  /// No stub is joined. A degree and a block below `blocks` each node, and at most 2^30 stubs.
  stub_urn(const std::vector<std::uint32_t>& degrees, const std::vector<std::uint32_t>& block,
           std::uint32_t blocks, std::uint32_t edge_weight)
      : edge_weight_{edge_weight},
        blocks_{blocks},
        block_{block},
        begin_(blocks + std::size_t{1}),
        place_(block.size()),
        node_(block.size()),
        free_{degrees},
        free_in_(blocks),
        edges_(std::size_t{blocks} * blocks),
        neighbours_(block.size()) {
    for (const std::uint32_t b : block_) ++begin_[b + std::size_t{1}];
    for (std::size_t b = 0; b < blocks; ++b) begin_[b + 1] += begin_[b];
    std::vector<std::uint32_t> next = begin_, stubs(block.size());
    for (std::uint32_t v = 0; v < block_.size(); ++v) {
      place_[v] = next[block_[v]]++;
      node_[place_[v]] = v;
      stubs[place_[v]] = degrees[v];
      free_in_[block_[v]] += degrees[v];
    }
    stubs_ = partial_sums{std::move(stubs)};
  }

  void join(std::uint32_t v, std::uint32_t w) {
    for (const std::uint32_t x : {v, w}) {
      if (free_[x] == 0) throw domain_error("stub_urn: a node has all its edges");
      --free_[x];
      change(x, 0u - 1);
    }
    neighbours_[v].push_back(w);
    neighbours_[w].push_back(v);
    count(v, w, 1);
  }
  void part(std::uint32_t v, std::uint32_t w) {
    for (const std::uint32_t x : {v, w}) {
      ++free_[x];
      change(x, 1);
    }
    drop(v, w);
    drop(w, v);
    count(v, w, 0u - 1);
  }

  std::uint32_t block_of(std::uint32_t v) const { return block_[v]; }

  /// A node in proportion to its stubs, of those at places [from, to). Refers to the urn.
  class drawn_node {
   public:
    using symbol_type = std::uint32_t;
    drawn_node(const stub_urn& urn, std::uint32_t from, std::uint32_t to)
        : urn_{&urn}, below_{urn.stubs_.below(from)}, all_{urn.stubs_.below(to) - below_} {}
    ansatz::total total() const { return ansatz::total{all_}; }
    interval interval_of(std::uint32_t v) const {
      const std::uint32_t place = urn_->place_[v], start = urn_->stubs_.below(place);
      return {start - below_, urn_->stubs_.below(place + std::size_t{1}) - start};
    }
    found<std::uint32_t> find(std::uint32_t cell) const {
      const std::uint32_t v = urn_->node_[urn_->stubs_.find(cell + below_).at];
      return {v, interval_of(v)};
    }

   private:
    const stub_urn* urn_;
    std::uint32_t below_, all_;
  };
  /// Of all nodes, or of a block, which must have stubs.
  drawn_node drawn() const& { return {*this, 0, static_cast<std::uint32_t>(node_.size())}; }
  drawn_node drawn_of(std::uint32_t block) const& {
    return {*this, begin_[block], begin_[block + std::size_t{1}]};
  }
  drawn_node drawn() const&& = delete;  // the urn would be gone at once
  drawn_node drawn_of(std::uint32_t) const&& = delete;

  /// The block to which an edge leads that begins in `from`: in proportion to 1 + edge_weight * (ends of
  /// edges between the two), where there are stubs. Throws `domain_error` where there are none anywhere.
  categorical_codec block_after(std::uint32_t from) const {
    std::vector<std::uint64_t> weights(blocks_);
    bool some = false;
    for (std::uint32_t b = 0; b < blocks_; ++b) {
      if (free_in_[b] == 0) continue;
      some = true;
      weights[b] = 1 + std::uint64_t{edge_weight_} * edges_[std::size_t{from} * blocks_ + b];
    }
    if (!some) throw domain_error("block_model: there is no node left that an edge could lead to");
    return categorical(weights);
  }

  /// While it lives, a node and its neighbours have no stubs in the urn.
  class without_neighbours {
   public:
    without_neighbours(stub_urn& urn, std::uint32_t v) : urn_{urn}, node_{v} { each(true); }
    ~without_neighbours() { each(false); }
    without_neighbours(const without_neighbours&) = delete;
    without_neighbours& operator=(const without_neighbours&) = delete;

   private:
    void each(bool out) {
      const auto put = [&](std::uint32_t w) {
        if (const std::uint32_t stubs = urn_.free_[w]; stubs > 0) urn_.change(w, out ? 0 - stubs : stubs);
      };
      put(node_);
      for (const std::uint32_t w : urn_.neighbours_[node_]) put(w);
    }
    stub_urn& urn_;
    std::uint32_t node_;
  };

 private:
  void change(std::uint32_t v, std::uint32_t by) {
    stubs_.add(place_[v], by);
    free_in_[block_[v]] += by;
  }
  void drop(std::uint32_t v, std::uint32_t w) {
    std::vector<std::uint32_t>& row = neighbours_[v];
    *std::ranges::find(row, w) = row.back();
    row.pop_back();
  }
  void count(std::uint32_t v, std::uint32_t w, std::uint32_t by) {
    edges_[std::size_t{block_[v]} * blocks_ + block_[w]] += by;
    edges_[std::size_t{block_[w]} * blocks_ + block_[v]] += by;
  }

  std::uint32_t edge_weight_, blocks_;
  std::vector<std::uint32_t> block_, begin_, place_, node_;  // nodes of a block are at places in a row
  std::vector<std::uint32_t> free_, free_in_;                // stubs a node; a block, of those in the urn
  std::vector<std::uint32_t> edges_;                         // their ends, by both blocks
  std::vector<std::vector<std::uint32_t>> neighbours_;
  partial_sums stubs_;
};

}  // namespace ansatz
