#pragma once
#include <ansatz/net/network.hpp>
#include <bb_ans/vae.hpp>
#include <cstdint>
#include <inference/gaussian_descent.hpp>
#include <net/network_slopes.hpp>
#include <span>
#include <vector>

namespace ansatz {

/// log p(x | z) of an image under a VAE's generative network, whose slopes go back through the network. It
/// refers to all that it is given. Latents beyond +-8, which the network does not take, are moved there.
class image_target final : public latent_target {
 public:
  image_target(const network& generation, const network_slopes& back, likelihood observation,
               std::span<const std::uint8_t> x)
      : generation_{generation}, back_{back}, observation_{observation}, x_{x} {}

  std::vector<double> slopes(std::span<const double> z) const override;

 private:
  /// By the outputs of one z.
  void at_outputs(std::span<const std::int32_t> outputs, std::span<double> slopes) const;

  const network& generation_;
  const network_slopes& back_;
  likelihood observation_;
  std::span<const std::uint8_t> x_;
};

}  // namespace ansatz
