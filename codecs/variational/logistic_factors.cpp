#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/bernoulli.hpp>
#include <ansatz/model/real.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <ieee_arithmetic.hpp>
#include <model/real_math.hpp>
#include <utility>
#include <variational/logistic_factors.hpp>

namespace ansatz {
namespace {

/// A Gaussian for each latent.
struct gaussian_field {
  std::vector<double> means, logs;  // of widths

  std::size_t size() const { return means.size(); }
};

/// By each mean, then by each logarithm of a width: ascent of the ELBO, nats.
using slopes = std::vector<double>;

struct sample {
  std::vector<double> noise, z;
  double likelihood = 0;  // log p(x | z)
};

std::uint64_t seed_of(std::span<const std::uint8_t> x, std::uint64_t seed) {
  for (const std::uint8_t pixel : x) seed = supply::seeded(seed + pixel).word(0);
  return seed;
}

}  // namespace

void logistic_factors_parameters::check() const {
  if (offsets.empty() || weights.empty() || weights.size() % offsets.size() != 0 ||
      latents() > most_latents || weights.size() > most_weights)
    throw domain_error(
        "logistic_factors: weights of 1 to 64 latents for each pixel, and at most 2^24 of them");
  constexpr std::int32_t far = 1 << 24;
  const auto beyond = [](std::int32_t x) { return x > far || x < -far; };
  if (std::ranges::any_of(offsets, beyond) || std::ranges::any_of(weights, beyond))
    throw domain_error("logistic_factors: a number beyond 256");
}

void gaussian_inference::check() const {
  if (estimator > gradient_estimator::score)
    throw domain_error("gaussian_inference: there is no such estimator");
  if (steps > 1u << 16) throw domain_error("gaussian_inference: at most 2^16 steps");
  if (samples < 2 || samples > 256) throw domain_error("gaussian_inference: 2 to 256 samples a step");
  if (rate > 1u << 16) throw domain_error("gaussian_inference: a rate above 1");
}

struct logistic_factors::tables {
  logistic_factors_parameters parameters;
  std::vector<double> offsets, weights;

  explicit tables(logistic_factors_parameters p) : parameters{std::move(p)} {
    for (const std::int32_t b : parameters.offsets) offsets.push_back(b * 0x1p-16);
    for (const std::int32_t w : parameters.weights) weights.push_back(w * 0x1p-16);
  }
  std::size_t latents() const { return parameters.latents(); }
  const double* column(std::size_t k) const { return weights.data() + k * offsets.size(); }

  std::vector<double> logits(const std::vector<double>& z) const {
    std::vector<double> out = offsets;
    for (std::size_t k = 0; k < z.size(); ++k)
      for (std::size_t d = 0; d < out.size(); ++d) out[d] += column(k)[d] * z[k];
    return out;
  }

  std::vector<sample> draws(std::span<const std::uint8_t> x, const gaussian_field& q, std::uint32_t count,
                            real::normal_source& random) const {
    std::vector<sample> out(count);
    for (sample& s : out)
      for (std::size_t k = 0; k < q.size(); ++k) {
        s.noise.push_back(random());
        s.z.push_back(q.means[k] + real::exp(q.logs[k]) * s.noise[k]);
      }
    for (sample& s : out) {
      const std::vector<double> t = logits(s.z);
      for (std::size_t d = 0; d < t.size(); ++d) s.likelihood += x[d] * t[d] - real::softplus(t[d]);
    }
    return out;
  }

  /// z is mean + width * noise; what is left of the ELBO is known.
  slopes reparameterised(std::span<const std::uint8_t> x, const gaussian_field& q,
                         const std::vector<sample>& samples) const {
    const std::size_t count = q.size();
    slopes out(2 * count);
    for (const sample& s : samples) {
      std::vector<double> miss = logits(s.z);
      for (std::size_t d = 0; d < miss.size(); ++d) miss[d] = x[d] - 1 / (1 + real::exp(-miss[d]));
      for (std::size_t k = 0; k < count; ++k) {
        double slope = 0;
        for (std::size_t d = 0; d < miss.size(); ++d) slope += column(k)[d] * miss[d];
        out[k] += slope;
        out[count + k] += slope * real::exp(q.logs[k]) * s.noise[k];
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

  /// The score of q at samples times log p(x, z) - log q(z), each less the mean of the others.
  slopes score(const gaussian_field& q, const std::vector<sample>& samples) const {
    const std::size_t count = q.size();
    std::vector<double> values;
    double sum = 0;
    for (const sample& s : samples) {
      double value = s.likelihood;
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

  slopes estimate(std::span<const std::uint8_t> x, const gaussian_field& q, const gaussian_inference& how,
                  real::normal_source& random) const {
    const std::vector<sample> samples = draws(x, q, how.samples, random);
    return how.estimator == gradient_estimator::score ? score(q, samples) : reparameterised(x, q, samples);
  }

  void check(std::span<const std::uint8_t> x) const {
    if (x.size() != offsets.size()) throw domain_error("logistic_factors: the vector has another length");
    if (std::ranges::any_of(x, [](std::uint8_t pixel) { return pixel > 1; }))
      throw domain_error("logistic_factors: a pixel must be 0 or 1");
  }
};

logistic_factors::logistic_factors(logistic_factors_parameters parameters, unsigned latent_bits)
    : buckets_{equal_mass_buckets(latent_bits)} {
  parameters.check();
  tables_ = std::make_shared<const tables>(std::move(parameters));
}

std::size_t logistic_factors::dims() const { return tables_->offsets.size(); }
std::size_t logistic_factors::latents() const { return tables_->latents(); }

std::vector<std::int32_t> logistic_factors::logits(std::span<const std::uint32_t> z) const {
  if (z.size() != latents()) throw domain_error("logistic_factors: there are other latents");
  const logistic_factors_parameters& p = tables_->parameters;
  std::vector<std::int64_t> sums(p.offsets.begin(), p.offsets.end());
  for (std::int64_t& sum : sums) sum *= 1 << 24;  // Q40, at most 2^48 and, with 64 latents, 2^58
  for (std::size_t k = 0; k < z.size(); ++k) {
    const std::int64_t value = buckets_.representative(z[k]);  // Q24
    for (std::size_t d = 0; d < sums.size(); ++d) sums[d] += value * p.weights[k * sums.size() + d];
  }
  constexpr std::int64_t far = 24 << 16;
  std::vector<std::int32_t> out;
  for (const std::int64_t sum : sums)
    out.push_back(static_cast<std::int32_t>(std::clamp(sum >> 24, -far, far)));
  return out;
}

std::vector<gaussian_parameters> logistic_factors::posterior(std::span<const std::uint8_t> x,
                                                             const gaussian_inference& how) const {
  require_ieee_arithmetic();
  how.check();
  tables_->check(x);
  const std::size_t count = latents();
  gaussian_field q{std::vector<double>(count), std::vector<double>(count)};
  real::normal_source random{seed_of(x, how.seed)};
  for (std::uint32_t step = 0; step < how.steps; ++step) {
    const slopes slope = tables_->estimate(x, q, how, random);
    const double rate = how.rate * 0x1p-16 * 64 / (64.0 + step);
    for (std::size_t k = 0; k < count; ++k) {
      // Natural gradients: the Fisher information of a mean is 1 / width^2, that of log width is 2.
      const double width = real::exp(q.logs[k]);
      q.means[k] += std::clamp(rate * width * width * slope[k], -1.0, 1.0);
      q.logs[k] += std::clamp(rate * slope[count + k] / 2, -0.5, 0.5);
      q.means[k] = std::clamp(q.means[k], -8.0, 8.0);
      q.logs[k] = std::clamp(q.logs[k], -8.0, 1.0);
    }
  }
  std::vector<double> widths;
  for (const double log : q.logs) widths.push_back(real::exp(log));
  return gaussian_from(buckets_, q.means, widths);
}

std::vector<bits> logistic_factors::gradient(std::span<const std::uint8_t> x,
                                             std::span<const gaussian_parameters> q,
                                             const gaussian_inference& how) const {
  require_ieee_arithmetic();
  how.check();
  tables_->check(x);
  if (q.size() != latents()) throw domain_error("logistic_factors: there are other latents");
  gaussian_field at;
  for (const gaussian_parameters& p : q) {
    if (p.inverse_stddev == 0) throw domain_error("logistic_factors: a latent without a width");
    at.means.push_back(p.mean * 0x1p-24);
    at.logs.push_back(real::log(0x1p16 / p.inverse_stddev));
  }
  real::normal_source random{seed_of(x, how.seed)};
  std::vector<bits> out;
  for (const double slope : tables_->estimate(x, at, how, random)) out.push_back(real::bits_of(-slope));
  return out;
}

joint_table logistic_factors::joint(std::span<const std::uint8_t> x, unsigned precision) const {
  tables_->check(x);
  const std::size_t all_bits = latents() * buckets_.mass_bits();
  if (all_bits > joint_table::most_latents)
    throw domain_error("logistic_factors: latents times bits are more than 16");
  if (precision < 2 || precision > 31) throw domain_error("logistic_factors: a precision of 2 to 31 bits");
  std::vector<bits> costs;
  std::vector<std::uint32_t> z(latents());
  for (std::uint32_t index = 0; index < std::uint32_t{1} << all_bits; ++index) {
    for (std::size_t k = 0; k < z.size(); ++k)
      z[k] = index >> (k * buckets_.mass_bits()) & (buckets_.count() - 1);
    log2_sum masses;
    const std::vector<std::int32_t> t = logits(z);
    for (std::size_t d = 0; d < x.size(); ++d)
      masses.add(bernoulli_model::from_logit(t[d], precision).interval_of(x[d]).freq);
    costs.push_back(bits::whole(static_cast<std::int64_t>(all_bits + x.size() * precision)) - masses.value());
  }
  return joint_table{std::move(costs)};
}

bits negative_elbo(const joint_table& joint, const bucket_set& buckets,
                   std::span<const gaussian_parameters> q, unsigned precision) {
  __extension__ typedef __int128 int128;
  std::vector<bits> rest(joint.costs().begin(), joint.costs().end());
  if (rest.size() != std::size_t{1} << (q.size() * buckets.mass_bits()))
    throw domain_error("logistic_factors: the table is of other latents");
  bits sum;
  for (std::size_t k = q.size(); k-- > 0;) {
    // The last latent's buckets are the largest steps.
    const floored_gaussian_model own{buckets, q[k], precision};
    const std::size_t size = rest.size() / buckets.count();
    std::vector<int128> folded(size);
    int128 entropy = 0;
    for (std::uint32_t i = 0; i < buckets.count(); ++i) {
      const std::uint32_t mass = own.interval_of(i).freq;
      entropy += static_cast<int128>((bits::whole(precision) - log2_of(mass)).q24) * mass;
      for (std::size_t z = 0; z < size; ++z) folded[z] += static_cast<int128>(rest[i * size + z].q24) * mass;
    }
    sum -= bits{static_cast<std::int64_t>(entropy >> precision)};
    rest.resize(size);
    for (std::size_t z = 0; z < size; ++z) rest[z] = {static_cast<std::int64_t>(folded[z] >> precision)};
  }
  return rest.front() + sum;
}

}  // namespace ansatz
