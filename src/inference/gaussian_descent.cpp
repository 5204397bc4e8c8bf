#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/inference/gaussian_inference.hpp>
#include <ansatz/model/real.hpp>
#include <ieee_arithmetic.hpp>
#include <inference/gaussian_descent.hpp>
#include <model/real_math.hpp>

namespace ansatz {
namespace {

/// By each mean, then by each logarithm of a width: ascent of the ELBO, nats.
using slopes = std::vector<double>;

/// Samples one after another.
struct sample_set {
  std::size_t latents, count;
  std::vector<double> widths, noise, z;

  std::span<const double> noise_of(std::size_t i) const {
    return std::span{noise}.subspan(i * latents, latents);
  }
  std::span<const double> z_of(std::size_t i) const { return std::span{z}.subspan(i * latents, latents); }
};

sample_set drawn(const gaussian_field& q, const gaussian_inference& how, real::normal_source& random) {
  sample_set out{q.means.size(), how.samples, {}, {}, {}};
  for (const double log : q.logs) out.widths.push_back(real::exp(log));
  for (std::size_t i = 0; i < out.count; ++i)
    for (std::size_t k = 0; k < out.latents; ++k) {
      const bool mirrored = how.paired && i % 2 == 1;
      out.noise.push_back(mirrored ? -out.noise[(i - 1) * out.latents + k] : random());
      out.z.push_back(q.means[k] + out.widths[k] * out.noise.back());
    }
  return out;
}

/// z is mean + width * noise; what is left of the ELBO is known.
slopes reparameterised(const latent_target& target, const gaussian_field& q, const sample_set& samples) {
  const std::size_t count = q.means.size();
  const std::vector<double> at = target.slopes(samples.z);
  slopes out(2 * count);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const std::size_t k = i % count;
    out[k] += at[i];
    out[count + k] += at[i] * samples.widths[k] * samples.noise[i];
  }
  for (double& slope : out) slope /= static_cast<double>(samples.count);
  for (std::size_t k = 0; k < count; ++k) {
    out[k] -= q.means[k];
    out[count + k] += 1 - samples.widths[k] * samples.widths[k];
  }
  return out;
}

/// The same with what is known estimated, too, so that noise goes where log p(x, z) - log q(z) is flat.
slopes path(const latent_target& target, const gaussian_field& q, const sample_set& samples) {
  const std::size_t count = q.means.size();
  const std::vector<double> at = target.slopes(samples.z);
  slopes out(2 * count);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const std::size_t k = i % count;
    const double all = at[i] - samples.z[i] + samples.noise[i] / samples.widths[k];
    out[k] += all;
    out[count + k] += all * samples.widths[k] * samples.noise[i];
  }
  for (double& slope : out) slope /= static_cast<double>(samples.count);
  return out;
}

/// The score of q at samples times log p(x, z) - log q(z), each less the mean of the others.
slopes score(const latent_target& target, const gaussian_field& q, const sample_set& samples) {
  const std::size_t count = q.means.size();
  std::vector<double> values;
  double sum = 0;
  for (std::size_t i = 0; i < samples.count; ++i) {
    const std::span<const double> z = samples.z_of(i), noise = samples.noise_of(i);
    double value = target.value(z);
    for (std::size_t k = 0; k < count; ++k) value += (noise[k] * noise[k] - z[k] * z[k]) / 2 + q.logs[k];
    values.push_back(value);
    sum += value;
  }
  slopes out(2 * count);
  const auto all = static_cast<double>(samples.count);
  for (std::size_t i = 0; i < samples.count; ++i) {
    const double over = (values[i] - (sum - values[i]) / (all - 1)) / all;
    for (std::size_t k = 0; k < count; ++k) {
      const double noise = samples.noise_of(i)[k];
      out[k] += over * noise / samples.widths[k];
      out[count + k] += over * (noise * noise - 1);
    }
  }
  return out;
}

slopes estimate(const latent_target& target, const gaussian_field& q, const gaussian_inference& how,
                real::normal_source& random) {
  const sample_set samples = drawn(q, how, random);
  switch (how.estimator) {
    case gradient_estimator::reparameterised:
      break;
    case gradient_estimator::score:
      return score(target, q, samples);
    case gradient_estimator::path:
      return path(target, q, samples);
  }
  return reparameterised(target, q, samples);
}

}  // namespace

void gaussian_inference::check() const {
  if (estimator > gradient_estimator::path)
    throw domain_error("gaussian_inference: there is no such estimator");
  if (steps > 1u << 16) throw domain_error("gaussian_inference: at most 2^16 steps");
  if (samples < 2 || samples > 256) throw domain_error("gaussian_inference: 2 to 256 samples a step");
  if (paired && samples % 2 != 0) throw domain_error("gaussian_inference: pairs are an even number");
  if (paired && estimator == gradient_estimator::score)
    throw domain_error("gaussian_inference: the samples of scores must be independent");
  if (rate > 1u << 16) throw domain_error("gaussian_inference: a rate above 1");
  if (halved_after == 0) throw domain_error("gaussian_inference: a rate that is halved after no step");
}

gaussian_field descended(const latent_target& target, gaussian_field q, const gaussian_inference& how,
                         std::uint64_t seed) {
  require_ieee_arithmetic();
  how.check();
  const std::size_t latents = q.means.size();
  if (q.logs.size() != latents) throw domain_error("gaussian_inference: a mean and a width each");
  real::normal_source random{seed};
  for (std::uint32_t step = 0; step < how.steps; ++step) {
    const slopes slope = estimate(target, q, how, random);
    const double after = how.halved_after, rate = how.rate * 0x1p-16 * after / (after + step);
    for (std::size_t k = 0; k < latents; ++k) {
      // Natural gradients: the Fisher information of a mean is 1 / width^2, that of log width is 2.
      const double width = real::exp(q.logs[k]);
      q.means[k] += std::clamp(rate * width * width * slope[k], -1.0, 1.0);
      q.logs[k] += std::clamp(rate * slope[latents + k] / 2, -0.5, 0.5);
      q.means[k] = std::clamp(q.means[k], -8.0, 8.0);
      q.logs[k] = std::clamp(q.logs[k], -8.0, 1.0);
    }
  }
  return q;
}

gaussian_field descended(const latent_target& target, std::size_t latents, const gaussian_inference& how,
                         std::uint64_t seed) {
  return descended(target, {std::vector<double>(latents), std::vector<double>(latents)}, how, seed);
}

std::vector<bits> estimated(const latent_target& target, const gaussian_field& at,
                            const gaussian_inference& how, std::uint64_t seed) {
  require_ieee_arithmetic();
  how.check();
  real::normal_source random{seed};
  std::vector<bits> out;
  for (const double slope : estimate(target, at, how, random)) out.push_back(real::bits_of(-slope));
  return out;
}

gaussian_field field_of(std::span<const gaussian_parameters> q) {
  require_ieee_arithmetic();
  gaussian_field out;
  for (const gaussian_parameters& p : q) {
    if (p.inverse_stddev == 0) throw domain_error("gaussian_inference: a latent without a width");
    out.means.push_back(p.mean * 0x1p-24);
    out.logs.push_back(real::log(0x1p16 / p.inverse_stddev));
  }
  return out;
}

std::vector<gaussian_parameters> on_buckets(const gaussian_field& q, const bucket_set& buckets) {
  std::vector<double> widths;
  for (const double log : q.logs) widths.push_back(real::exp(log));
  return gaussian_from(buckets, q.means, widths);
}

}  // namespace ansatz
