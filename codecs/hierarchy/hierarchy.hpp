#pragma once
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/logistic.hpp>
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ansatz {

/// Totals of latents, in bits. A pop may hit the one count that each bucket is sure of: with 2^b buckets a
/// latent is drawn at random, not from its posterior, once in 2^(popped - b) times, and costs a lot then; so
/// what is popped has large totals (docs/design.md, "Floors are drawn, too"). `pushed` is that of priors and
/// likelihoods.
struct latent_precision {
  unsigned popped = 30, pushed = 24;
};

/// What the networks of a hierarchy say of the pixels of a group: of binary ones a logit each, Q16; of grey
/// ones the parts and the weights of a mixture each, one pixel after another.
struct group_parameters {
  std::vector<std::size_t> pixels;  ///< their places in the image
  std::vector<std::int32_t> logits;
  std::vector<logistic_parameters> parts;
  std::vector<std::uint32_t> weights;
};

/// A hierarchy of latents z_1, ..., z_L over groups of pixels, as `train_hierarchy` trains them, in exact
/// arithmetic (see `residual_network` and `short_network`); immutable. Latents are inferred from level to level, each from the
/// one below it, or from the top down (see `ladder`). See spec.md for tensors and formulae.
///
/// A latent is a vector of buckets, 2^latent_bits of them. From level to level they are even ones over [-16,
/// 16): known before anything else is, as Bit-Swap needs them. From the top down they are those of equal mass
/// under N(0, 1), in units of each latent's prior: see `ladder`.
class hierarchy {
 public:
  /// The architecture is read from the file's metadata. Throws `corrupt_error` for what is none, for tensors
  /// that are missing, misshapen, not finite or not of its sizes; `domain_error` for weights beyond exact
  /// arithmetic.
  explicit hierarchy(const safetensors& file);

  std::size_t height() const;
  std::size_t width() const;
  std::size_t pixels() const { return height() * width(); }
  std::size_t levels() const;
  std::size_t latents(std::size_t level) const;  ///< of z_level, 1 to levels()
  std::size_t groups() const;
  bool top_down() const;  ///< whether levels are inferred from the top down: see `ladder`
  bool binary() const;
  std::uint64_t multiply_adds() const;  ///< to encode an image, or to decode it
  std::uint64_t fingerprint() const;    ///< of all integers that influence a bit
  unsigned latent_bits() const;
  const bucket_set& buckets() const;  ///< 2^latent_bits
  const pixel_scale& scale() const;
  std::size_t parts() const;  ///< logistics in a grey pixel's mixture

  /// q(z_1 | x). Throws `domain_error` for an image of another size, or pixels above 1 where they are binary.
  std::vector<logistic_parameters> infer(std::span<const std::uint8_t> x) const;
  /// q(z_(level + 1) | z_level), 1 <= level < levels().
  std::vector<logistic_parameters> infer(std::size_t level, std::span<const std::uint32_t> z) const;
  /// p(z_level | z_(level + 1)), 1 <= level < levels().
  std::vector<logistic_parameters> generate(std::size_t level, std::span<const std::uint32_t> above) const;

  /// What the groups' networks see of the latents: of z_1, or of all of them (`ladder::features`).
  struct features_type {
    std::vector<std::vector<std::int32_t>> of_group;
  };
  features_type features(std::span<const std::uint32_t> z) const;
  /// p(x_g | z_1, earlier groups), 0 <= g < groups(): of x only the pixels of earlier groups are looked at.
  group_parameters group(std::size_t g, const features_type& features, std::span<const std::uint8_t> x) const;

 private:
  friend class ladder;
  struct state;
  std::vector<std::int32_t> values(std::size_t level, std::span<const std::uint32_t> z) const;

  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
