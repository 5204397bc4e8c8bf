#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/real.hpp>
#include <cmath>
#include <ieee_arithmetic.hpp>
#include <model/real_math.hpp>
#include <utility>
#include <inference/datum_seed.hpp>
#include <inference/gaussian_descent.hpp>
#include <variational/linear_gaussian.hpp>

namespace ansatz {
namespace {

constexpr double two_pi = 0x1.921fb54442d18p+2;

/// A symmetric matrix of K x K, and its Cholesky factor in the lower half.
struct square {
  std::size_t size;
  std::vector<double> values;

  double& at(std::size_t i, std::size_t j) { return values[i * size + j]; }
  double at(std::size_t i, std::size_t j) const { return values[i * size + j]; }
};

square cholesky(square a) {
  for (std::size_t i = 0; i < a.size; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a.at(i, j);
      for (std::size_t l = 0; l < j; ++l) sum -= a.at(i, l) * a.at(j, l);
      a.at(i, j) = i == j ? std::sqrt(sum) : sum / a.at(j, j);
    }
  return a;
}

}  // namespace

void linear_gaussian_parameters::check() const {
  if (offsets.empty() || weights.empty() || weights.size() % offsets.size() != 0 ||
      latents() > most_latents || weights.size() > most_weights)
    throw domain_error(
        "linear_gaussian: weights of 1 to 64 latents for each dimension, and at most 2^24 of them");
  constexpr std::int32_t far = 1 << 24;
  const auto beyond = [](std::int32_t x) { return x > far || x < -far; };
  if (std::ranges::any_of(offsets, beyond) || std::ranges::any_of(weights, beyond) || noise == 0 ||
      noise > std::uint32_t{far})
    throw domain_error("linear_gaussian: a number beyond 256, or no noise");
}

struct linear_gaussian::tables {
  linear_gaussian_parameters parameters;
  std::vector<double> offsets, weights;
  double variance;   // of the noise
  square precision;  // of the posterior: 1 + W^T W / variance

  explicit tables(linear_gaussian_parameters p) : parameters{std::move(p)} {
    require_ieee_arithmetic();
    for (const std::int32_t b : parameters.offsets) offsets.push_back(b * 0x1p-16);
    for (const std::int32_t w : parameters.weights) weights.push_back(w * 0x1p-16);
    const double noise = parameters.noise * 0x1p-16;
    variance = noise * noise;
    const std::size_t count = parameters.latents();
    precision = {count, std::vector<double>(count * count)};
    for (std::size_t k = 0; k < count; ++k)
      for (std::size_t j = 0; j < count; ++j) {
        double sum = 0;
        for (std::size_t d = 0; d < offsets.size(); ++d) sum += column(k)[d] * column(j)[d];
        precision.at(k, j) = sum / variance + (k == j ? 1 : 0);
      }
  }
  const double* column(std::size_t k) const { return weights.data() + k * offsets.size(); }

  /// x - b.
  std::vector<double> rest(std::span<const std::uint32_t> x, const bucket_set& buckets) const {
    if (x.size() != offsets.size()) throw domain_error("linear_gaussian: the vector has another length");
    std::vector<double> out;
    for (std::size_t d = 0; d < x.size(); ++d) out.push_back(real_representative(buckets, x[d]) - offsets[d]);
    return out;
  }
  /// W^T rest / variance.
  std::vector<double> pull(const std::vector<double>& rest) const {
    std::vector<double> out;
    for (std::size_t k = 0; k < precision.size; ++k) {
      double sum = 0;
      for (std::size_t d = 0; d < rest.size(); ++d) sum += column(k)[d] * rest[d];
      out.push_back(sum / variance);
    }
    return out;
  }
  /// Means and standard deviations.
  std::pair<std::vector<double>, std::vector<double>> swept(const std::vector<double>& pull,
                                                            unsigned sweeps) const {
    if (sweeps > 1u << 16) throw domain_error("linear_gaussian: at most 2^16 sweeps");
    std::vector<double> means(precision.size), sigmas(precision.size, 1);
    for (unsigned i = 0; i < sweeps; ++i)
      for (std::size_t k = 0; k < means.size(); ++k) {
        double sum = pull[k];
        for (std::size_t j = 0; j < means.size(); ++j)
          if (j != k) sum -= precision.at(k, j) * means[j];
        means[k] = sum / precision.at(k, k);
        sigmas[k] = 1 / std::sqrt(precision.at(k, k));
      }
    return {std::move(means), std::move(sigmas)};
  }
};

/// log p(x | z) of one x, up to a constant, from what is quadratic in z.
class linear_gaussian::likelihood_of_latents final : public latent_target {
 public:
  likelihood_of_latents(const tables& t, std::span<const std::uint32_t> x, const bucket_set& buckets)
      : t_{t}, pull_{t.pull(t.rest(x, buckets))} {}

  std::vector<double> slopes(std::span<const double> z) const override {
    const std::size_t count = pull_.size();
    std::vector<double> out;
    for (std::size_t first = 0; first < z.size(); first += count)
      for (std::size_t k = 0; k < count; ++k) {
        double slope = pull_[k] + z[first + k];  // the prior's part of the precision
        for (std::size_t j = 0; j < count; ++j) slope -= t_.precision.at(k, j) * z[first + j];
        out.push_back(slope);
      }
    return out;
  }
  double value(std::span<const double> z) const override {
    const std::vector<double> at = slopes(z);
    double sum = 0;
    for (std::size_t k = 0; k < z.size(); ++k) sum += (pull_[k] + at[k]) * z[k] / 2;
    return sum;
  }

 private:
  const tables& t_;
  std::vector<double> pull_;
};

linear_gaussian::linear_gaussian(linear_gaussian_parameters parameters, bucket_set x_buckets,
                                 unsigned latent_bits)
    : x_buckets_{x_buckets}, z_buckets_{equal_mass_buckets(latent_bits)} {
  parameters.check();
  tables_ = std::make_shared<const tables>(std::move(parameters));
}

std::size_t linear_gaussian::dims() const { return tables_->offsets.size(); }
std::size_t linear_gaussian::latents() const { return tables_->precision.size; }

std::vector<gaussian_parameters> linear_gaussian::likelihood(std::span<const std::uint32_t> z) const {
  require_ieee_arithmetic();
  if (z.size() != latents()) throw domain_error("linear_gaussian: there are other latents");
  std::vector<double> means = tables_->offsets;
  for (std::size_t k = 0; k < z.size(); ++k) {
    const double value = real_representative(z_buckets_, z[k]);
    for (std::size_t d = 0; d < means.size(); ++d) means[d] += tables_->column(k)[d] * value;
  }
  const std::vector<double> sigmas(means.size(), tables_->parameters.noise * 0x1p-16);
  return gaussian_from(x_buckets_, means, sigmas);
}

std::vector<gaussian_parameters> linear_gaussian::posterior(std::span<const std::uint32_t> x,
                                                            unsigned sweeps) const {
  require_ieee_arithmetic();
  const auto [means, sigmas] = tables_->swept(tables_->pull(tables_->rest(x, x_buckets_)), sweeps);
  return gaussian_from(z_buckets_, means, sigmas);
}

std::vector<gaussian_parameters> linear_gaussian::posterior(std::span<const std::uint32_t> x,
                                                            const gaussian_inference& how) const {
  require_ieee_arithmetic();
  return on_buckets(
      descended(likelihood_of_latents{*tables_, x, x_buckets_}, latents(), how, datum_seed(x, how.seed)),
      z_buckets_);
}

bits linear_gaussian::information(std::span<const std::uint32_t> x) const {
  require_ieee_arithmetic();
  const std::vector<double> rest = tables_->rest(x, x_buckets_), pull = tables_->pull(rest);
  const square factor = cholesky(tables_->precision);
  const double width = real_representative(x_buckets_, 1) - real_representative(x_buckets_, 0);
  const auto dims = static_cast<double>(rest.size());
  double nats = dims / 2 * real::log(two_pi * tables_->variance) - dims * real::log(width);
  for (const double r : rest) nats += r * r / (2 * tables_->variance);
  // |L^-1 pull|^2 / 2, by substitution.
  std::vector<double> solved;
  for (std::size_t k = 0; k < factor.size; ++k) {
    double sum = pull[k];
    for (std::size_t j = 0; j < k; ++j) sum -= factor.at(k, j) * solved[j];
    solved.push_back(sum / factor.at(k, k));
    nats += real::log(factor.at(k, k)) - solved[k] * solved[k] / 2;
  }
  return real::bits_of(nats);
}

bits linear_gaussian::negative_elbo(std::span<const std::uint32_t> x,
                                    std::span<const gaussian_parameters> q) const {
  require_ieee_arithmetic();
  if (q.size() != latents()) throw domain_error("linear_gaussian: there are other latents");
  std::vector<double> rest = tables_->rest(x, x_buckets_);
  const gaussian_field field = field_of(q);
  const double width = real_representative(x_buckets_, 1) - real_representative(x_buckets_, 0);
  const auto dims = static_cast<double>(rest.size());
  double nats = dims / 2 * real::log(two_pi * tables_->variance) - dims * real::log(width);
  for (std::size_t k = 0; k < q.size(); ++k) {
    const double mean = field.means[k], spread = real::exp(2 * field.logs[k]);
    double norm = 0;
    for (std::size_t d = 0; d < rest.size(); ++d) {
      const double w = tables_->column(k)[d];
      norm += w * w;
      rest[d] -= w * mean;
    }
    nats += norm * spread / (2 * tables_->variance) + (mean * mean + spread - 1) / 2 - field.logs[k];
  }
  for (const double r : rest) nats += r * r / (2 * tables_->variance);
  return real::bits_of(nats);
}

}  // namespace ansatz
