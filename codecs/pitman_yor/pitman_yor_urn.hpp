#pragma once
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/partial_sums.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// Discount and concentration of a Pitman-Yor process, in parts of `scale`.
struct pitman_yor_parameters {
  std::uint32_t discount = 0, concentration = 64, scale = 64;
  friend bool operator==(const pitman_yor_parameters&, const pitman_yor_parameters&) = default;
};

/// The urn of the two-parameter Poisson-Dirichlet (Pitman-Yor) process on n nodes: after t draws of K nodes,
/// of which v was drawn c_v times, v is drawn next with probability (c_v - d) / (t + theta), and a node that
/// was not drawn yet with (theta + K d) / (t + theta), each of the n - K alike.
class pitman_yor_urn {
 public:
  /// Nothing is drawn. `draws` is how many draws there will be at most; scale * draws + concentration <=
  /// 2^31.
  pitman_yor_urn(std::uint32_t nodes, std::uint64_t draws, pitman_yor_parameters p)
      : p_{p}, times_(nodes), weights_{nodes}, undrawn_{std::vector<std::uint32_t>(nodes, 1)} {
    if (p.scale == 0 || p.scale > 1u << 16 || p.discount >= p.scale || p.concentration == 0)
      throw domain_error("pitman_yor: the discount must be below 1, the concentration above 0");
    if (p.concentration > max_total || draws > (max_total - p.concentration) / p.scale)
      throw domain_error("pitman_yor: too many draws for such parameters");
  }

  void insert(std::uint32_t v) {
    if (times_[v]++ == 0) {
      weights_.add(v, p_.scale - p_.discount);
      undrawn_.add(v, 0u - 1);
      ++distinct_;
    } else {
      weights_.add(v, p_.scale);
    }
    ++draws_;
  }
  void erase(std::uint32_t v) {
    if (--times_[v] == 0) {
      weights_.add(v, p_.discount - p_.scale);
      undrawn_.add(v, 1);
      --distinct_;
    } else {
      weights_.add(v, 0u - p_.scale);
    }
    --draws_;
  }

  /// Of the next draw: a node that was drawn, or n for one that was not. Refers to the urn.
  class drawn_or_new {
   public:
    using symbol_type = std::uint32_t;
    explicit drawn_or_new(const pitman_yor_urn& urn) : urn_{&urn} {}
    ansatz::total total() const { return ansatz::total{urn_->scaled_draws() + urn_->p_.concentration}; }
    interval interval_of(std::uint32_t v) const {
      const std::uint32_t start = urn_->weights_.below(v);
      if (v < urn_->nodes()) return {start, urn_->weights_.below(v + std::size_t{1}) - start};
      return {start, total().count() - start};
    }
    found<std::uint32_t> find(std::uint32_t cell) const {
      const auto v = static_cast<std::uint32_t>(urn_->weights_.find(cell).at);
      return {v, interval_of(v)};
    }

   private:
    const pitman_yor_urn* urn_;
  };

  template <class S>
  void push(S& s, std::uint32_t v) const {
    if (times_[v] > 0) return modelled(drawn_or_new{*this}).push(s, v);
    uniform(nodes() - distinct_).push(s, undrawn_.below(v));
    modelled(drawn_or_new{*this}).push(s, nodes());
  }
  /// Throws `domain_error` where a new node comes and there is none.
  template <class S>
  std::uint32_t pop(S& s) const {
    const std::uint32_t v = modelled(drawn_or_new{*this}).pop(s);
    if (v < nodes()) return v;
    if (distinct_ == nodes()) throw domain_error("pitman_yor: all nodes were drawn before a new one");
    return static_cast<std::uint32_t>(undrawn_.find(uniform(nodes() - distinct_).pop(s)).at);
  }

 private:
  std::uint32_t nodes() const { return static_cast<std::uint32_t>(times_.size()); }
  std::uint32_t scaled_draws() const { return draws_ * p_.scale; }

  pitman_yor_parameters p_;
  std::vector<std::uint32_t> times_;
  partial_sums weights_, undrawn_;  // of nodes that were drawn; one for each that was not
  std::uint32_t distinct_ = 0, draws_ = 0;
};

}  // namespace ansatz
