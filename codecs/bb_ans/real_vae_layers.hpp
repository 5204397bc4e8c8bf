#pragma once
#include <Eigen/Core>
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/stack/supply.hpp>
#include <bb_ans/vae_layers.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

/// A VAE in binary64, nothing quantised, for the rates that coding is compared with. An image a column.
namespace ansatz::real {

using matrix = Eigen::MatrixXd;

/// -log p of images given the outputs of the generative network, summed, in nats.
double nats(likelihood observation, std::span<const std::uint8_t> images, const matrix& outputs);

/// KL(N(mean, e^(2 log_sigma)) || N(0, 1)) in nats.
double divergence(double mean, double log_sigma);

/// -ELBO of images in nats, summed: latents mean + sigma eps, the KL in closed form.
double negative_elbo(const vae_layers& v, std::span<const std::uint8_t> images, const matrix& eps);

/// The standard normal distribution function, of small arguments to full relative precision.
double normal_cdf(double x);

double exp(double x);
double log(double x);

/// Standard normal numbers by the polar method (Marsaglia, Bray 1964).
class normal_source {
 public:
  explicit normal_source(std::uint64_t seed) : words_{supply::seeded(seed)} {}
  double operator()();
  /// So many for each of some images.
  matrix operator()(std::size_t latents, std::size_t images);

 private:
  double uniform() { return static_cast<double>(words_.word(next_++) >> 11) * 0x1p-52 - 1; }
  supply words_;
  std::uint64_t next_ = 0;
};

/// Throws `domain_error` for images that are not of the model's size or kind.
void check_images(const vae_layers& v, std::span<const std::uint8_t> images);

/// use(images) for a hundred of them at a time.
template <class Use>
void in_blocks(std::span<const std::uint8_t> images, std::size_t pixels, Use use) {
  const std::size_t block = 100 * pixels;
  for (std::size_t first = 0; first < images.size(); first += block)
    use(images.subspan(first, std::min(block, images.size() - first)));
}

constexpr double ln2 = 0x1.62e42fefa39efp-1;
bits bits_of(double nats);

}  // namespace ansatz::real
