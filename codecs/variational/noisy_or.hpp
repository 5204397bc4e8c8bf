#pragma once
#include <ansatz/bits.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <variational/joint_table.hpp>
#include <vector>

namespace ansatz {

/// A noisy-or model of binary pixels in numbers that a file holds; see spec.md.
struct noisy_or_parameters {
  static constexpr unsigned prior_bits = 7;
  static constexpr std::uint8_t most_level = 240;
  static constexpr std::size_t most_dims = std::size_t{1} << 20;
  static constexpr std::size_t most_work = std::size_t{1} << 28;  ///< pixels times 2^latents

  std::size_t dims = 0;
  std::vector<std::uint8_t> prior;  ///< of each latent: the mass of 1, of 2^7, 1 to 127
  /// Levels of hazards, 0 to 240: the leak's of each pixel, positive, then each latent's.
  std::vector<std::uint8_t> levels;

  std::size_t latents() const { return prior.size(); }
  friend bool operator==(const noisy_or_parameters&, const noisy_or_parameters&) = default;

  /// Throws `domain_error` where there are no pixels, not 1 to 16 latents, more of both than a joint table
  /// takes a second for (`most_work`), or a number is out of range.
  void check() const;
};

/// The hazard of a level, -log2 of the probability that the cause does not light the pixel: 0 for level 0,
/// else 16 * 2^((level - 240) / 12) bits.
bits hazard_of_level(std::uint8_t level);

/// A noisy-or model with its tables. Immutable; copies share them.
class noisy_or {
 public:
  /// Throws `domain_error` as `check` does.
  explicit noisy_or(noisy_or_parameters parameters);

  std::size_t dims() const;
  unsigned latents() const;
  const noisy_or_parameters& parameters() const;

  /// -log2 p(x, z) for every z. Throws `domain_error` for a vector of another length or a pixel but 0 and 1.
  joint_table joint(std::span<const std::uint8_t> x) const;
  /// P(x_d = 0 | z), Q31, of each pixel.
  std::vector<std::uint32_t> dark(std::uint32_t z) const;
  /// P(x_d = 0), Q31, of each pixel.
  std::vector<std::uint32_t> dark() const;

 private:
  struct tables;
  std::shared_ptr<const tables> tables_;
};

}  // namespace ansatz
