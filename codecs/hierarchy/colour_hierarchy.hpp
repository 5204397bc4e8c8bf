#pragma once
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/model/logistic.hpp>
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace ansatz {

/// The mixtures of a channel of a group's pixels, one pixel after another.
struct colour_mixtures {
  std::vector<std::size_t> pixels;  ///< their places in the image
  std::vector<logistic_parameters> parts;
  std::vector<std::uint32_t> weights;
};

/// A hierarchy of latents z_1, ..., z_L over groups of pixels of three colours, as `train_hierarchy` trains them, in
/// exact arithmetic (`short_network`), for images of one size, which may be any; immutable. As `hierarchy`, but that a
/// level's latents may lie on a coarser grid than those below. See spec.md for tensors and formulae.
class colour_hierarchy {
 public:
  /// The architecture is read from the file's metadata. Throws `corrupt_error` for what is none in colour, for tensors
  /// that are missing, misshapen, not finite or not of its sizes; `domain_error` for weights beyond exact arithmetic.
  explicit colour_hierarchy(const safetensors& file);
  /// The same model for images of another size, at least 1 x 1 and at most 2^20 pixels. Throws `domain_error` for others.
  colour_hierarchy of_size(std::size_t height, std::size_t width) const;
  /// The same for a tile whose first pixel is so many pixels after the first one of an image, which has so many columns:
  /// it makes a difference where it is asked for the `place` of a number, for `itemised`.
  colour_hierarchy of_tile(std::size_t height, std::size_t width, std::size_t first,
                           std::size_t columns) const;

  std::size_t height() const { return height_; }
  std::size_t width() const { return width_; }
  std::size_t pixels() const { return 3 * height_ * width_; }  ///< numbers of an image
  std::size_t place(std::size_t number) const {
    return 3 * (first_ + number / (3 * width_) * columns_) + number % (3 * width_);
  }
  std::size_t levels() const;
  std::size_t latents(std::size_t level) const;  ///< of z_level, 1 to levels()
  std::size_t groups() const;
  bool top_down() const;
  std::uint64_t multiply_adds() const;  ///< to encode an image, or to decode it
  std::uint64_t fingerprint() const;    ///< of all integers that influence a bit
  unsigned latent_bits() const;
  const bucket_set& buckets() const;  ///< 2^latent_bits
  const pixel_scale& scale() const;
  std::size_t parts() const;  ///< logistics in a number's mixture

  /// Images are `pixels()` bytes: red, green and blue of a pixel, row by row. Throws `domain_error` for another size.
  /// q(z_1 | x)
  std::vector<logistic_parameters> infer(std::span<const std::uint8_t> x) const;
  /// q(z_(level + 1) | z_level), 1 <= level < levels().
  std::vector<logistic_parameters> infer(std::size_t level, std::span<const std::uint32_t> z) const;
  /// p(z_level | z_(level + 1)), 1 <= level < levels().
  std::vector<logistic_parameters> generate(std::size_t level, std::span<const std::uint32_t> above) const;

  /// What the groups' networks see of the latents, by their cells.
  struct features_type {
    std::map<std::size_t, std::vector<std::int32_t>> of_cell;
  };
  features_type features(std::span<const std::uint32_t> z) const;

  /// What a group's network says of its pixels, once.
  struct told_type {
    std::vector<std::int32_t> said, expected;
  };
  /// Of x only the pixels of earlier groups are looked at.
  told_type tell(std::size_t g, const features_type& features, std::span<const std::uint8_t> x) const;
  /// Channel 0 is green, 1 is red given green, 2 is blue given both.
  colour_mixtures channel(std::size_t g, std::size_t channel, const told_type& told,
                          std::span<const std::uint8_t> x) const;
  /// Where the channels lie in a pixel.
  static constexpr std::array<std::size_t, 3> channel_order{1, 0, 2};

 private:
  friend class colour_ladder;
  struct state;
  std::vector<std::int32_t> values(std::size_t level, std::span<const std::uint32_t> z) const;
  void check(std::span<const std::uint8_t> x) const;

  std::shared_ptr<const state> state_;
  std::size_t height_, width_, first_ = 0, columns_;
};

}  // namespace ansatz
