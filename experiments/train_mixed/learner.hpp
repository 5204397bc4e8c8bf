#pragma once
#include <cstddef>
#include <cstdint>
#include <mixed_pixels/private/pixel_rows.hpp>
#include <random>
#include <span>
#include <vector>

namespace ansatz::training {

/// The network of mixed_pixels while it learns, in binary32: rows of weights that are added, two layers of
/// rectified units, each a multiple of 16, a logit of whether a pixel is not 0, and of each level above that a logit. Its first
/// layer is sparse, so that a pixel takes some thousands of steps, and gradients are written out by hand.
class pixel_learner {
 public:
  static constexpr float most = 32;  ///< of a unit

  pixel_learner(detail::pixel_window window, std::size_t wide, std::size_t narrow, std::uint64_t seed);
  std::size_t wide() const { return wide_; }
  std::size_t narrow() const { return narrow_; }

  /// An image of levels; `soft`, where it is not empty, has of each pixel the probability that it is not 0,
  /// which is what is aimed at instead of the level. Where nothing near is inked only one pixel in `sparse`
  /// is looked at, for as many. Returns nats.
  double learn(std::span<const std::uint8_t> image, std::size_t width, std::span<const float> soft,
               std::mt19937_64& random);
  /// Moves the weights by what the images since the last step taught (Adam).
  void step(float rate);
  /// Nats of an image by the average of the weights; nothing is learnt. In parts: not 0, level.
  void evaluate(std::span<const std::uint8_t> image, std::size_t width, double& of_ink,
                double& of_levels) const;

  struct part {
    std::size_t first, rows, columns;  // of the weights, inputs by outputs
  };
  part first() const { return {0, window_.rows() + 1, wide_}; }  ///< the last row is the bias
  part second() const { return {end(first()), wide_ + 1, narrow_}; }
  part ink() const { return {end(second()), 1, narrow_ + 16}; }  ///< the bias comes last, padded
  part levels() const { return {end(ink()), window_.grey() ? narrow_ + 1 : 0, 256}; }
  /// Of what a level is: seen so often in this image, or that of a neighbour.
  part kinds() const { return {end(levels()), window_.grey() ? narrow_ + 1 : 0, 16}; }
  std::size_t size() const { return end(kinds()); }

  std::vector<float> weights, average;    // average: over the last hundreds of steps
  std::vector<float> momentum, variance;  // Adam's
  std::uint64_t steps = 0;

 private:
  static std::size_t end(part p) { return p.first + p.rows * p.columns; }
  struct activations;
  void forward(const std::vector<float>& w, const float* base, const std::vector<std::uint32_t>& rows,
               bool level, const detail::pixel_rows& walk, activations& a) const;
  void backward(const activations& a, const std::vector<std::uint32_t>& rows, float* down);

  std::size_t wide_, narrow_;
  detail::pixel_window window_;
  std::vector<float> slopes_;
  double weight_ = 0;  // of the pixels since the last step
};

}  // namespace ansatz::training
