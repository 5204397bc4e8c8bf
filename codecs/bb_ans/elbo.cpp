#include <algorithm>
#include <ansatz/error.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/real_vae_layers.hpp>
#include <vector>

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

bits negative_elbo(const vae& net, std::span<const std::uint8_t> images, vae_refinement how,
                   std::uint32_t samples, std::uint64_t seed) {
  if (images.size() % net.pixels() != 0) throw domain_error("the model is for images of another size");
  if (samples == 0) throw domain_error("negative_elbo: no sample");
  real::normal_source normal{seed};
  bits total;
  real::in_blocks(images, net.pixels(), [&](std::span<const std::uint8_t> x) {
    std::vector<gaussian_parameters> q(x.size() / net.pixels() * net.latents());
    net.infer(x, q, how);
    double likelihood = 0, divergence = 0;
    for (const gaussian_parameters& p : q)
      divergence += real::divergence(p.mean * 0x1p-24, -real::log(p.inverse_stddev * 0x1p-16));
    std::vector<std::int32_t> z(q.size());
    for (std::uint32_t sample = 0; sample < samples; ++sample) {
      for (std::size_t k = 0; k < q.size(); ++k)
        z[k] = static_cast<std::int32_t>(
            std::clamp(q[k].mean * 0x1p-24 + normal() * 0x1p16 / q[k].inverse_stddev, -8.0, 8.0) * 0x1p24);
      likelihood += real::nats(net, x, z);
    }
    total += real::bits_of(divergence + likelihood / samples);
  });
  return total;
}

}  // namespace ansatz
