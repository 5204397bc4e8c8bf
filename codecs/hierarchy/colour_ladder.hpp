#pragma once
#include <ansatz/model/gaussian.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <hierarchy/colour_hierarchy.hpp>
#include <span>
#include <vector>

namespace ansatz {

/// A `ladder` down a hierarchy in colour: where a level's grid is finer than the one above, each cell of the state is
/// there as often as it takes.
class colour_ladder {
 public:
  /// Without an image it generates, with one it infers, too. Throws `domain_error` for a hierarchy of the other kind, or
  /// an image that does not fit it.
  explicit colour_ladder(colour_hierarchy model);
  colour_ladder(colour_hierarchy model, std::span<const std::uint8_t> x);

  /// Those of N(0, 1), in which latents are given.
  const bucket_set& buckets() const { return model_.buckets(); }
  /// The level that comes next: levels() at first, 0 when all are taken.
  std::size_t level() const { return level_; }
  /// The posterior of the next level, cell by cell, in units of its prior.
  std::vector<gaussian_parameters> posterior() const;
  /// Takes the next level's buckets and goes down.
  void take(std::span<const std::uint32_t> z);
  /// What the groups' networks see, once all levels are taken.
  colour_hierarchy::features_type features() const;

 private:
  void find_prior();

  colour_hierarchy model_;
  std::size_t level_;
  std::vector<std::int32_t> state_, context_;       // cell by cell, Q16
  std::vector<std::array<std::int32_t, 2>> prior_;  // of the next level: mean and log scale, Q16
};

inline colour_ladder ladder_of(const colour_hierarchy& m) { return colour_ladder{m}; }

}  // namespace ansatz
