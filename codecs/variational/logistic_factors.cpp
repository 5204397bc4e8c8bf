#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/bernoulli.hpp>
#include <model/real_math.hpp>
#include <utility>
#include <inference/datum_seed.hpp>
#include <inference/gaussian_descent.hpp>
#include <variational/logistic_factors.hpp>

namespace ansatz {

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

struct logistic_factors::tables {
  logistic_factors_parameters parameters;
  std::vector<double> offsets, weights;

  explicit tables(logistic_factors_parameters p) : parameters{std::move(p)} {
    for (const std::int32_t b : parameters.offsets) offsets.push_back(b * 0x1p-16);
    for (const std::int32_t w : parameters.weights) weights.push_back(w * 0x1p-16);
  }
  std::size_t latents() const { return parameters.latents(); }
  const double* column(std::size_t k) const { return weights.data() + k * offsets.size(); }

  std::vector<double> logits(std::span<const double> z) const {
    std::vector<double> out = offsets;
    for (std::size_t k = 0; k < z.size(); ++k)
      for (std::size_t d = 0; d < out.size(); ++d) out[d] += column(k)[d] * z[k];
    return out;
  }

  void check(std::span<const std::uint8_t> x) const {
    if (x.size() != offsets.size()) throw domain_error("logistic_factors: the vector has another length");
    if (std::ranges::any_of(x, [](std::uint8_t pixel) { return pixel > 1; }))
      throw domain_error("logistic_factors: a pixel must be 0 or 1");
  }
};

/// log p(x | z) of one x.
class logistic_factors::likelihood final : public latent_target {
 public:
  likelihood(const tables& t, std::span<const std::uint8_t> x) : t_{t}, x_{x} {}

  std::vector<double> slopes(std::span<const double> z) const override {
    const std::size_t count = t_.latents();
    std::vector<double> out;
    for (std::size_t first = 0; first < z.size(); first += count) {
      std::vector<double> miss = t_.logits(z.subspan(first, count));
      for (std::size_t d = 0; d < miss.size(); ++d) miss[d] = x_[d] - 1 / (1 + real::exp(-miss[d]));
      for (std::size_t k = 0; k < count; ++k) {
        double sum = 0;
        for (std::size_t d = 0; d < miss.size(); ++d) sum += t_.column(k)[d] * miss[d];
        out.push_back(sum);
      }
    }
    return out;
  }
  double value(std::span<const double> z) const override {
    const std::vector<double> logits = t_.logits(z);
    double sum = 0;
    for (std::size_t d = 0; d < logits.size(); ++d) sum += x_[d] * logits[d] - real::softplus(logits[d]);
    return sum;
  }

 private:
  const tables& t_;
  std::span<const std::uint8_t> x_;
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
  tables_->check(x);
  return on_buckets(descended(likelihood{*tables_, x}, latents(), how, datum_seed(x, how.seed)), buckets_);
}

std::vector<bits> logistic_factors::gradient(std::span<const std::uint8_t> x,
                                             std::span<const gaussian_parameters> q,
                                             const gaussian_inference& how) const {
  tables_->check(x);
  if (q.size() != latents()) throw domain_error("logistic_factors: there are other latents");
  return estimated(likelihood{*tables_, x}, field_of(q), how, datum_seed(x, how.seed));
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
