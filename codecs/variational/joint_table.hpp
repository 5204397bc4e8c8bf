#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// -log2 p(x, z) of one x for every value z of K binary latents, bit k of z being latent k: all there is to
/// know about the posterior.
class joint_table {
 public:
  static constexpr unsigned most_latents = 16;

  /// 2^K costs, 0 <= K <= 16, each within +-2^30 bits; else `domain_error`.
  explicit joint_table(std::vector<bits> costs);

  unsigned latents() const { return latents_; }
  /// Throws `domain_error` where there is no such value.
  bits operator[](std::uint32_t z) const {
    if (z >= costs_.size()) throw domain_error("joint_table: the latents have no such value");
    return costs_[z];
  }
  std::span<const bits> costs() const { return costs_; }

  /// -log2 p(x): the costs' sum as probabilities, to the resolution of `bits`.
  bits information() const;
  /// p(z | x) up to a factor, the most probable z with 2^62, each at least 1: weights for
  /// `categorical_model::from_weights`.
  std::vector<std::uint64_t> posterior() const;

 private:
  bits least() const;

  std::vector<bits> costs_;
  unsigned latents_ = 0;
};

}  // namespace ansatz
