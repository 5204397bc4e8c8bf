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

/// What the networks of a hierarchy say of the pixels of a group: of binary ones a logit each, Q16; of grey
/// ones the parts and the weights of a mixture each, one pixel after another.
struct group_laws {
  std::vector<std::size_t> pixels;  ///< their places in the image
  std::vector<std::int32_t> logits;
  std::vector<logistic_parameters> parts;
  std::vector<std::uint32_t> weights;
};

/// A hierarchy of latents z_1, ..., z_L over groups of pixels, each inferred from the one below it, as
/// `train_hierarchy` trains them, in exact arithmetic (see `residual_network`); immutable. See spec.md for
/// tensors and formulae.
///
/// A latent is a vector of buckets, even ones of one width over [-16, 16): known before anything else is, as
/// Bit-Swap needs them.
class hierarchy {
 public:
  static constexpr unsigned bucket_bits = 11;  ///< 2^11 buckets of width 1/64

  /// The architecture is read from the file's metadata. Throws `corrupt_error` for what is none, for tensors
  /// that are missing, misshapen or not finite, or for inference of another kind.
  explicit hierarchy(const safetensors& file);

  std::size_t height() const;
  std::size_t width() const;
  std::size_t pixels() const { return height() * width(); }
  std::size_t levels() const;
  std::size_t latents(std::size_t level) const;  ///< of z_level, 1 to levels()
  std::size_t groups() const;
  bool top_down() const;  ///< whether levels are inferred from the top down: see `ladder`
  bool binary() const;
  std::uint64_t fingerprint() const;  ///< of all integers that influence a bit
  const gaussian_buckets& buckets() const;
  const pixel_scale& scale() const;
  std::size_t parts() const;  ///< logistics in a grey pixel's mixture

  /// q(z_1 | x). Throws `domain_error` for an image of another size, or pixels above 1 where they are binary.
  std::vector<logistic_parameters> infer(std::span<const std::uint8_t> x) const;
  /// q(z_(level + 1) | z_level), 1 <= level < levels().
  std::vector<logistic_parameters> infer(std::size_t level, std::span<const std::uint32_t> z) const;
  /// p(z_level | z_(level + 1)), 1 <= level < levels().
  std::vector<logistic_parameters> generate(std::size_t level, std::span<const std::uint32_t> above) const;

  /// What the groups' networks see of z_1.
  struct features_type {
    std::vector<std::vector<std::int32_t>> of_group;
  };
  features_type features(std::span<const std::uint32_t> z) const;
  /// p(x_g | z_1, earlier groups), 0 <= g < groups(): of x only the pixels of earlier groups are looked at.
  group_laws laws(std::size_t g, const features_type& features, std::span<const std::uint8_t> x) const;

 private:
  friend class ladder;
  struct state;
  std::vector<std::int32_t> values(std::size_t level, std::span<const std::uint32_t> z) const;

  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
