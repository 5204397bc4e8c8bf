#pragma once
#include <ansatz/model/gaussian.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <hierarchy/hierarchy.hpp>
#include <span>
#include <vector>

namespace ansatz {

/// Walks down a hierarchy whose levels are inferred from the top down, z_L first, in exact arithmetic.
///
/// What a level is given all above it, N(mu_p, s_p^2), is known to both sides before it is coded; so its
/// buckets are those of equal mass under that very distribution, 2^latent_bits of them, and its symbols are
/// uniform a priori. The posterior N(mu_q, s_q^2) is given in units of the prior: mean (mu_q - mu_p) / s_p,
/// scale s_q / s_p, on the buckets of N(0, 1).
class ladder {
 public:
  /// Without an image it generates, with one it infers, too. Throws `domain_error` for a hierarchy of the
  /// other kind, or an image that does not fit it.
  explicit ladder(hierarchy model);
  ladder(hierarchy model, std::span<const std::uint8_t> x);

  /// Those of N(0, 1), in which latents are given.
  const bucket_set& buckets() const { return model_.buckets(); }
  /// The level that comes next: levels() at first, 0 when all are taken.
  std::size_t level() const { return level_; }
  /// The posterior of the next level, cell by cell, in units of its prior.
  std::vector<gaussian_parameters> posterior() const;
  /// Takes the next level's buckets and goes down.
  void take(std::span<const std::uint32_t> z);
  /// What the groups' networks see, once all levels are taken.
  hierarchy::features_type features() const;

 private:
  void find_prior();

  hierarchy model_;
  std::size_t level_;
  std::vector<std::int32_t> state_, context_;       // cell by cell, Q16
  std::vector<std::array<std::int32_t, 2>> prior_;  // of the next level: mean and log scale, Q16
};

inline ladder ladder_of(const hierarchy& m) { return ladder{m}; }

}  // namespace ansatz
