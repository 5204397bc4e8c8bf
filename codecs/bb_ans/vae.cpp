#include <sleef.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <bb_ans/vae.hpp>
#include <bb_ans/vae_layers.hpp>
#include <vector>

namespace ansatz {
namespace {

/// Latents lie within the outermost buckets' medians, and |Phi^-1(2^-17)| < 5; Q16 units.
constexpr double latent_bound = 8 << 16;

network inference_network(const vae_layers& v) {
  real_layer first = v.fc1, heads = v.fc21;
  if (v.observation == likelihood::beta_binomial)
    for (double& w : first.weight) w /= 255;
  heads.outputs += v.fc22.outputs;
  heads.weight.insert(heads.weight.end(), v.fc22.weight.begin(), v.fc22.weight.end());
  heads.bias.insert(heads.bias.end(), v.fc22.bias.begin(), v.fc22.bias.end());
  return make_network(std::vector{std::move(first), std::move(heads)}, 0,
                      v.observation == likelihood::bernoulli ? 1 : 255);
}

gaussian_parameters gaussian_of(std::int32_t mean, std::int32_t log_sigma) {
  constexpr std::int32_t widest = (1 << 22) - 1;  // Q16: means within +-64
  constexpr double most = 1 << 30;
  const double inverse = Sleef_cinz_expd1_u10purec(-log_sigma / 65536.0) * 65536.0;
  return {std::clamp(mean, -widest, widest) * 256,
          static_cast<std::uint32_t>(std::clamp(inverse + 0.5, 1.0, most))};
}

}  // namespace

struct vae::state {
  network inference, generation;
  likelihood observation;
  std::uint64_t fingerprint;
};

vae::vae(const safetensors& file) {
  const vae_layers v = read_vae_layers(file);
  network inference = inference_network(v);
  network generation = make_network(std::vector{v.fc3, v.fc4}, 16, latent_bound);
  std::vector<std::byte> identity = inference.identity();
  const std::vector<std::byte> more = generation.identity();
  identity.insert(identity.end(), more.begin(), more.end());
  identity.push_back(static_cast<std::byte>(v.observation));
  state_ = std::make_shared<const state>(
      state{std::move(inference), std::move(generation), v.observation, hash64(identity)});
}

std::size_t vae::pixels() const { return state_->inference.inputs(); }
std::size_t vae::latents() const { return state_->generation.inputs(); }
std::size_t vae::outputs() const { return state_->generation.outputs(); }
likelihood vae::observation() const { return state_->observation; }
std::uint64_t vae::fingerprint() const { return state_->fingerprint; }

void vae::infer(std::span<const std::uint8_t> x, std::span<gaussian_parameters> q) const {
  const std::size_t count = x.size() / pixels();
  if (q.size() != count * latents()) throw domain_error("vae: as many Gaussians as latents are needed");
  if (observation() == likelihood::bernoulli && std::ranges::any_of(x, [](std::uint8_t v) { return v > 1; }))
    throw domain_error("vae: the model is for pixels 0 and 1 (bb_ans binarize makes such of grey ones)");
  thread_local std::vector<std::int32_t> in, out;
  in.assign(x.begin(), x.end());
  out.resize(count * 2 * latents());
  state_->inference.run(in, out, count);
  for (std::size_t i = 0; i < q.size(); ++i) {
    const std::size_t mean = i / latents() * 2 * latents() + i % latents();
    q[i] = gaussian_of(out[mean], out[mean + latents()]);
  }
}

void vae::generate(std::span<const std::int32_t> z, std::span<std::int32_t> p) const {
  thread_local std::vector<std::int32_t> in;
  in.clear();
  for (const std::int32_t v : z) {
    if (v > 8 << 24 || v < -(8 << 24)) throw domain_error("vae: a latent beyond +-8");
    in.push_back((v + 128) >> 8);
  }
  state_->generation.run(in, p, z.size() / latents());
}

}  // namespace ansatz
