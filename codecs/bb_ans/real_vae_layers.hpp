#pragma once
#include <Eigen/Core>
#include <algorithm>
#include <bb_ans/vae_layers.hpp>
#include <cstddef>
#include <cstdint>
#include <model/real_math.hpp>
#include <span>

/// A VAE in binary64, nothing quantised, for the rates that coding is compared with. An image a column.
namespace ansatz::real {

using matrix = Eigen::MatrixXd;

/// -log p of images given the outputs of the generative network, summed, in nats.
double nats(likelihood observation, std::span<const std::uint8_t> images, const matrix& outputs);

/// The same of the coded model: latents in Q24, one image's after another.
double nats(const vae& net, std::span<const std::uint8_t> images, std::span<const std::int32_t> z);

/// KL(N(mean, e^(2 log_sigma)) || N(0, 1)) in nats.
double divergence(double mean, double log_sigma);

/// -ELBO of images in nats, summed: latents mean + sigma eps, the KL in closed form.
double negative_elbo(const vae_layers& v, std::span<const std::uint8_t> images, const matrix& eps);

/// Standard normal numbers: so many for each of some images.
matrix normal_matrix(normal_source& normal, std::size_t latents, std::size_t images);

/// Throws `domain_error` for images that are not of the model's size or kind.
void check_images(const vae_layers& v, std::span<const std::uint8_t> images);

/// use(images) for a hundred of them at a time.
template <class Use>
void in_blocks(std::span<const std::uint8_t> images, std::size_t pixels, Use use) {
  const std::size_t block = 100 * pixels;
  for (std::size_t first = 0; first < images.size(); first += block)
    use(images.subspan(first, std::min(block, images.size() - first)));
}

}  // namespace ansatz::real
