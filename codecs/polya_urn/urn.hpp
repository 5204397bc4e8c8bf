#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/partial_sums.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// The urn of a simple graph that grows and shrinks: a node that may still get an edge is in it `bias`
/// times, and once more for each edge that it has.
class urn {
 public:
  urn(std::uint32_t nodes, std::uint32_t bias)
      : bias_{bias}, neighbours_(nodes), weights_{std::vector<std::uint32_t>(nodes, nodes > 1 ? bias : 0)} {}

  /// An edge more, or less. Neither end may be out of the urn for another reason than that it is joined to
  /// all.
  void join(std::uint32_t v, std::uint32_t w) { change(v, w), change(w, v); }
  void part(std::uint32_t v, std::uint32_t w) { unchange(v, w), unchange(w, v); }

  /// A node drawn in proportion to its weight. Refers to the urn, which must not be empty.
  class drawn_node {
   public:
    using symbol_type = std::uint32_t;
    explicit drawn_node(const urn& from) : from_{&from} {}
    ansatz::total total() const { return ansatz::total{from_->weights_.below(from_->weights_.size())}; }
    interval interval_of(std::uint32_t v) const {
      if (v >= from_->weights_.size()) throw domain_error("urn: there is no such node");
      const std::uint32_t start = from_->weights_.below(v);
      return {start, from_->weights_.below(v + std::size_t{1}) - start};
    }
    found<std::uint32_t> find(std::uint32_t cell) const {
      const auto v = static_cast<std::uint32_t>(from_->weights_.find(cell).at);
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
        if (const std::uint32_t weight = all_.weight(w); weight > 0)
          all_.weights_.add(w, back ? weight : 0 - weight);
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
    weights_.add(v, weight(v) - before);
  }
  void unchange(std::uint32_t v, std::uint32_t w) {
    const std::uint32_t before = weight(v);
    std::vector<std::uint32_t>& row = neighbours_[v];
    *std::ranges::find(row, w) = row.back();
    row.pop_back();
    weights_.add(v, weight(v) - before);
  }
  std::uint32_t bias_;
  std::vector<std::vector<std::uint32_t>> neighbours_;
  partial_sums weights_;
};

}  // namespace ansatz
