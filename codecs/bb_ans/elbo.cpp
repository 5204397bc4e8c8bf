#include <bb_ans/elbo.hpp>
#include <bb_ans/real_vae_layers.hpp>

namespace ansatz {

bits negative_elbo(const safetensors& model, std::span<const std::uint8_t> images, std::uint64_t seed) {
  const vae_layers v = read_vae_layers(model);
  real::check_images(v, images);
  real::normal_source normal{seed};
  bits total;
  real::in_blocks(images, v.fc1.inputs, [&](std::span<const std::uint8_t> x) {
    total += real::bits_of(
        real::negative_elbo(v, x, real::normal_matrix(normal, v.fc3.inputs, x.size() / v.fc1.inputs)));
  });
  return total;
}

}  // namespace ansatz
