#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// The urn of a simple graph that grows and shrinks: a node that may still get an edge is in it `bias`
/// times, and once more for each edge that it has. Weights and their partial sums in a Fenwick tree.
class urn {
 public:
  urn(std::uint32_t nodes, std::uint32_t bias)
      : bias_{bias}, neighbours_(nodes), sums_(nodes + std::size_t{1}) {
    if (nodes > 1)
      for (std::uint32_t v = 0; v < nodes; ++v) add(v, bias);
  }

  /// An edge more, or less. Neither end may be out of the urn for another reason than that it is joined to
  /// all.
  void join(std::uint32_t v, std::uint32_t w) { change(v, w), change(w, v); }
  void part(std::uint32_t v, std::uint32_t w) { unchange(v, w), unchange(w, v); }

  /// A node drawn in proportion to its weight. Refers to the urn, which must not be empty.
  class drawn_node {
   public:
    using symbol_type = std::uint32_t;
    explicit drawn_node(const urn& from) : from_{&from} {}
    ansatz::total total() const { return ansatz::total{from_->below(from_->sums_.size() - 1)}; }
    interval interval_of(std::uint32_t v) const {
      if (v + std::size_t{1} >= from_->sums_.size()) throw domain_error("urn: there is no such node");
      const std::uint32_t start = from_->below(v);
      return {start, from_->below(v + std::size_t{1}) - start};
    }
    found<std::uint32_t> find(std::uint32_t cell) const {
      const std::uint32_t v = from_->of_cell(cell);
      return {v, interval_of(v)};
    }

   private:
    const urn* from_;
  };
  drawn_node drawn() const& { return drawn_node{*this}; }
  drawn_node drawn() const&& = delete;  // the urn would be gone at once

  /// While it lives, the urn is without a node and its neighbours.
  class without_neighbours {
   public:
    without_neighbours(urn& all, std::uint32_t v) : all_{all}, node_{v} { each(false); }
    ~without_neighbours() { each(true); }
    without_neighbours(const without_neighbours&) = delete;
    without_neighbours& operator=(const without_neighbours&) = delete;

   private:
    void each(bool back) {
      const auto put = [&](std::uint32_t w) {
        if (const std::uint32_t weight = all_.weight(w); weight > 0) all_.add(w, back ? weight : 0 - weight);
      };
      put(node_);
      for (const std::uint32_t w : all_.neighbours_[node_]) put(w);
    }
    urn& all_;
    std::uint32_t node_;
  };

 private:
  /// None where no other node is left to be joined to.
  std::uint32_t weight(std::uint32_t v) const {
    const std::size_t degree = neighbours_[v].size();
    return degree + 1 == neighbours_.size() ? 0 : bias_ + static_cast<std::uint32_t>(degree);
  }
  void change(std::uint32_t v, std::uint32_t w) {
    const std::uint32_t before = weight(v);
    neighbours_[v].push_back(w);
    add(v, weight(v) - before);
  }
  void unchange(std::uint32_t v, std::uint32_t w) {
    const std::uint32_t before = weight(v);
    std::vector<std::uint32_t>& row = neighbours_[v];
    *std::ranges::find(row, w) = row.back();
    row.pop_back();
    add(v, weight(v) - before);
  }
  /// Modulo 2^32, so that what is less is added as well.
  void add(std::uint32_t v, std::uint32_t weight) {
    for (std::size_t i = v + std::size_t{1}; i < sums_.size(); i += i & -i) sums_[i] += weight;
  }
  std::uint32_t below(std::size_t v) const {
    std::uint32_t sum = 0;
    for (std::size_t i = v; i > 0; i &= i - 1) sum += sums_[i];
    return sum;
  }
  std::uint32_t of_cell(std::uint32_t cell) const {
    std::size_t at = 0;
    for (std::size_t step = std::bit_floor(sums_.size() - 1); step > 0; step >>= 1)
      if (at + step < sums_.size() && sums_[at + step] <= cell) cell -= sums_[at += step];
    return static_cast<std::uint32_t>(at);
  }

  std::uint32_t bias_;
  std::vector<std::vector<std::uint32_t>> neighbours_;
  std::vector<std::uint32_t> sums_;  // sums_[i] = weights of the i & -i nodes up to i - 1
};

}  // namespace ansatz
