#include <sleef.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <bb_ans/private/image_target.hpp>
#include <bb_ans/vae.hpp>
#include <bb_ans/vae_layers.hpp>
#include <inference/datum_seed.hpp>
#include <inference/gaussian_descent.hpp>
#include <mutex>
#include <net/exact.hpp>
#include <optional>
#include <utility>
#include <vector>

namespace ansatz {
namespace {

/// Half a step of the natural gradient, slower from step to step, by slopes without noise at the optimum.
gaussian_inference inference_of(vae_refinement how) {
  return {.estimator = gradient_estimator::path,
          .steps = how.steps,
          .samples = how.samples,
          .rate = 1u << 15,
          .halved_after = 16,
          .paired = true};
}

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

gaussian_parameters gaussian_of(double mean, double log_sigma) {
  constexpr double widest = 64 - 0x1p-16, most = 1 << 30;
  const double inverse = Sleef_cinz_expd1_u10purec(-log_sigma) * 65536.0;
  return {static_cast<std::int32_t>(round_half_even(std::clamp(mean, -widest, widest) * 0x1p24)),
          static_cast<std::uint32_t>(std::clamp(inverse + 0.5, 1.0, most))};
}

}  // namespace

void vae_refinement::check() const {
  constexpr std::uint64_t most_draws = 1u << 13;  // a fifth of a second an image
  if (samples < 2 || samples > 256 || samples % 2 != 0)
    throw domain_error("a posterior is refined by an even number of samples a step, 2 to 256");
  if (steps > 1u << 10 || std::uint64_t{steps} * samples > most_draws)
    throw domain_error("a posterior is refined in at most 2^10 steps, of 2^13 samples together");
}

struct vae::state {
  network inference, generation;
  likelihood observation;
  std::uint64_t fingerprint;
  mutable std::once_flag asked = {};
  mutable std::optional<network_slopes> slopes = {};  // of `generation`, once asked for

  const network_slopes& generation_slopes() const {
    std::call_once(asked, [this] { slopes.emplace(generation); });
    return *slopes;
  }
};

vae::vae(const safetensors& file) {
  const vae_layers v = read_vae_layers(file);
  network inference = inference_network(v);
  network generation = make_network(std::vector{v.fc3, v.fc4}, 16, latent_bound);
  std::vector<std::byte> identity = inference.identity();
  const std::vector<std::byte> more = generation.identity();
  identity.insert(identity.end(), more.begin(), more.end());
  identity.push_back(static_cast<std::byte>(v.observation));
  state_ = std::make_shared<const state>(std::move(inference), std::move(generation), v.observation,
                                         hash64(identity));
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
    q[i] = gaussian_of(out[mean] * 0x1p-16, out[mean + latents()] * 0x1p-16);
  }
}

void vae::infer(std::span<const std::uint8_t> x, std::span<gaussian_parameters> q, vae_refinement how) const {
  infer(x, q);
  how.check();
  if (how.steps == 0) return;
  const gaussian_inference descent = inference_of(how);
  for (std::size_t image = 0; image * pixels() < x.size(); ++image) {
    const auto own = x.subspan(image * pixels(), pixels());
    const auto q_own = q.subspan(image * latents(), latents());
    const image_target target{state_->generation, state_->generation_slopes(), state_->observation, own};
    const gaussian_field at = descended(target, field_of(q_own), descent, datum_seed(own, 0));
    for (std::size_t k = 0; k < latents(); ++k) q_own[k] = gaussian_of(at.means[k], at.logs[k]);
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
