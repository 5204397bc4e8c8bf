#include <algorithm>
#include <inference/datum_seed.hpp>
#include <variational/inference.hpp>

namespace ansatz {

void inference::check() const {
  if (method > inference_method::exact) throw domain_error("inference: there is no such method");
  if (steps > 1u << 16) throw domain_error("inference: at most 2^16 steps");
  if (precision < 1 || precision > 30) throw domain_error("inference: a precision of 1 to 30 bits");
  score.check();
}

mean_field prior_of(const noisy_or& model, unsigned precision) {
  mean_field q{precision, {}};
  for (const std::uint8_t mass : model.parameters().prior)
    q.ones.push_back(std::clamp<std::uint32_t>(
        static_cast<std::uint32_t>((std::uint64_t{mass} << precision) >> noisy_or_parameters::prior_bits), 1,
        q.total() - 1));
  return q;
}

mean_field infer(const noisy_or& model, const joint_table& joint, std::span<const std::uint8_t> x,
                 const inference& how) {
  how.check();
  mean_field q = prior_of(model, how.precision);
  switch (how.method) {
    case inference_method::sweeps:
      for (std::uint32_t i = 0; i < how.steps; ++i) sweep(joint, q);
      return q;
    case inference_method::score: {
      score_gradient descent{std::move(q), how.score, datum_seed(x, how.seed)};
      for (std::uint32_t i = 0; i < how.steps; ++i) descent.step(joint);
      return descent.q();
    }
    case inference_method::exact:
      break;
  }
  throw domain_error("inference: the exact posterior is no mean field");
}

posterior_codec posterior_of(const noisy_or& model, std::span<const std::uint8_t> x, const inference& how) {
  how.check();
  const joint_table joint = model.joint(x);
  if (how.method == inference_method::exact)
    return posterior_codec{categorical(joint.posterior(), how.precision)};
  return posterior_codec{latents_codec{infer(model, joint, x, how)}};
}

}  // namespace ansatz
