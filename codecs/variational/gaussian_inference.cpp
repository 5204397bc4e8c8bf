#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/real.hpp>
#include <ieee_arithmetic.hpp>
#include <model/real_math.hpp>
#include <variational/gaussian_inference.hpp>
#include <variational/private/gaussian_descent.hpp>

namespace ansatz {
namespace {

/// By each mean, then by each logarithm of a width: ascent of the ELBO, nats.
using slopes = std::vector<double>;

struct sample {
  std::vector<double> noise, z;
};

std::vector<sample> drawn(const gaussian_field& q, std::uint32_t count, real::normal_source& random) {
  std::vector<sample> out(count);
  for (sample& s : out)
    for (std::size_t k = 0; k < q.means.size(); ++k) {
      s.noise.push_back(random());
      s.z.push_back(q.means[k] + real::exp(q.logs[k]) * s.noise[k]);
    }
  return out;
}

/// z is mean + width * noise; what is left of the ELBO is known.
slopes reparameterised(const latent_target& target, const gaussian_field& q,
                       const std::vector<sample>& samples) {
  const std::size_t count = q.means.size();
  slopes out(2 * count);
  for (const sample& s : samples) {
    const std::vector<double> slope = target.slope(s.z);
    for (std::size_t k = 0; k < count; ++k) {
      out[k] += slope[k];
      out[count + k] += slope[k] * real::exp(q.logs[k]) * s.noise[k];
    }
  }
  for (double& slope : out) slope /= static_cast<double>(samples.size());
  for (std::size_t k = 0; k < count; ++k) {
    const double width = real::exp(q.logs[k]);
    out[k] -= q.means[k];
    out[count + k] += 1 - width * width;
  }
  return out;
}

/// The same with what is known estimated, too, so that noise goes where log p(x, z) - log q(z) is flat.
slopes path(const latent_target& target, const gaussian_field& q, const std::vector<sample>& samples) {
  const std::size_t count = q.means.size();
  slopes out(2 * count);
  for (const sample& s : samples) {
    const std::vector<double> slope = target.slope(s.z);
    for (std::size_t k = 0; k < count; ++k) {
      const double width = real::exp(q.logs[k]), all = slope[k] - s.z[k] + s.noise[k] / width;
      out[k] += all;
      out[count + k] += all * width * s.noise[k];
    }
  }
  for (double& slope : out) slope /= static_cast<double>(samples.size());
  return out;
}

/// The score of q at samples times log p(x, z) - log q(z), each less the mean of the others.
slopes score(const latent_target& target, const gaussian_field& q, const std::vector<sample>& samples) {
  const std::size_t count = q.means.size();
  std::vector<double> values;
  double sum = 0;
  for (const sample& s : samples) {
    double value = target.value(s.z);
    for (std::size_t k = 0; k < count; ++k)
      value += (s.noise[k] * s.noise[k] - s.z[k] * s.z[k]) / 2 + q.logs[k];
    values.push_back(value);
    sum += value;
  }
  slopes out(2 * count);
  const auto all = static_cast<double>(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double over = (values[i] - (sum - values[i]) / (all - 1)) / all;
    for (std::size_t k = 0; k < count; ++k) {
      const double noise = samples[i].noise[k];
      out[k] += over * noise / real::exp(q.logs[k]);
      out[count + k] += over * (noise * noise - 1);
    }
  }
  return out;
}

slopes estimate(const latent_target& target, const gaussian_field& q, const gaussian_inference& how,
                real::normal_source& random) {
  const std::vector<sample> samples = drawn(q, how.samples, random);
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
  if (rate > 1u << 16) throw domain_error("gaussian_inference: a rate above 1");
}

gaussian_field descended(const latent_target& target, std::size_t latents, const gaussian_inference& how,
                         std::uint64_t seed) {
  require_ieee_arithmetic();
  how.check();
  gaussian_field q{std::vector<double>(latents), std::vector<double>(latents)};
  real::normal_source random{seed};
  for (std::uint32_t step = 0; step < how.steps; ++step) {
    const slopes slope = estimate(target, q, how, random);
    const double rate = how.rate * 0x1p-16 * 64 / (64.0 + step);
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
