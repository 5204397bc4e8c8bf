#include <algorithm>
#include <ansatz/parallel.hpp>
#include <bit>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <inference/gaussians.hpp>
#include <inference/report.hpp>
#include <string>
#include <utility>
#include <variational/linear_gaussian.hpp>
#include <variational/logistic_factors.hpp>
#include <vector>

namespace ansatz::experiment {
namespace {

constexpr std::int32_t one = 1 << 16;

/// Columns of plus and minus 2 that are orthogonal, as rows of a Hadamard matrix are; slanted by up to 1 each.
linear_gaussian linear(bool slanted) {
  constexpr std::size_t dims = 64, latents = 12;
  linear_gaussian_parameters p{std::vector<std::int32_t>(dims), {}, one};
  const supply random = supply::seeded(7);
  for (std::size_t k = 1; k <= latents; ++k)
    for (std::size_t d = 0; d < dims; ++d) {
      const std::int32_t w = std::popcount(k & d) % 2 == 0 ? 2 * one : -2 * one;
      const auto slant = static_cast<std::int32_t>(random.word(p.weights.size()) >> 47) - one;
      p.weights.push_back(w + (slanted ? slant : 0));
    }
  return {std::move(p), even_buckets(1u << 14, -(std::int64_t{64} << 24), 1 << 17), 12};
}

/// Weights and offsets within +-2, for 200 pixels.
logistic_factors logistic() {
  constexpr std::size_t dims = 200, latents = 2;
  logistic_factors_parameters p;
  const supply random = supply::seeded(8);
  for (std::size_t i = 0; i < dims * (latents + 1); ++i) {
    const auto number = static_cast<std::int32_t>(random.word(i) >> 46) - 2 * one;
    (i < dims ? p.offsets : p.weights).push_back(number);
  }
  return {std::move(p), 8};
}

/// Pops of prior and likelihood on random bits.
template <class Codec>
std::vector<symbol_t<Codec>> drawn(const Codec& codec, std::uint64_t count) {
  rans_stack random{supply::seeded(9)};
  std::vector<symbol_t<Codec>> out;
  for (std::uint64_t i = 0; i < count; ++i)
    out.push_back(codec.likelihood(codec.prior.pop(random)).pop(random));
  return out;
}

constexpr std::pair<const char*, gradient_estimator> estimators[] = {
    {"reparameterised", gradient_estimator::reparameterised},
    {"path", gradient_estimator::path},
    {"score, leave one out", gradient_estimator::score}};

bits sum_of(const std::vector<bits>& all) {
  bits sum;
  for (const bits b : all) sum += b;
  return sum;
}

/// Variance of estimates of the logistic model's gradient.
table variances(const logistic_factors& model, const std::vector<std::vector<std::uint8_t>>& x,
                std::uint32_t samples) {
  table t{"gaussian_gradients",
          {{"at", "", 0, "q"},
           {"reparameterised", "bits^2", 4},
           {"path", "bits^2", 4},
           {"score", "bits^2", 4, "score, leave one out"}}};
  constexpr std::uint64_t estimates = 200;
  const std::size_t count = std::min<std::size_t>(x.size(), 20);
  for (const std::uint32_t steps : {0u, 5u, 50u}) {
    std::vector<value> row{steps == 0 ? std::string{"the prior"} : "after steps: " + std::to_string(steps)};
    for (const auto& [name, estimator] : estimators) {
      double variance = 0;
      for (std::size_t v = 0; v < count; ++v) {
        const auto at = model.posterior(x[v], {.steps = steps});
        std::vector<double> sum(2 * at.size()), squares(2 * at.size());
        for (std::uint64_t i = 0; i < estimates; ++i) {
          const std::vector<bits> g =
              model.gradient(x[v], at, {.estimator = estimator, .samples = samples, .seed = i});
          for (std::size_t j = 0; j < g.size(); ++j) {
            sum[j] += g[j].to_double() / estimates;
            squares[j] += g[j].to_double() * g[j].to_double() / estimates;
          }
        }
        for (std::size_t j = 0; j < sum.size(); ++j)
          variance += (squares[j] - sum[j] * sum[j]) / static_cast<double>(count);
      }
      row.emplace_back(variance);
    }
    t.add(std::move(row));
  }
  t.note("variance of an estimate by " + std::to_string(samples) +
         " samples, summed over means and logarithms of widths, mean of 20 draws at most");
  return t;
}

}  // namespace

void linear_gaussians(const gaussian_arguments& a, const command_line& line, results& found) {
  for (const bool slanted : {false, true}) {
    const linear_gaussian model = linear(slanted);
    const auto x = drawn(linear_gaussian_codec(model, 0u), a.draws);
    bits exact;
    for (const auto& v : x) exact += model.information(v);
    const std::string name = slanted ? "slanted" : "orthogonal";
    inference_report report{"linear_" + name, "draw", exact};
    progress shown{"linear Gaussian, " + name, 30};
    const auto add = [&](const std::string& method, std::uint32_t steps, const auto& how) {
      std::vector<bits> elbos(x.size());
      in_parallel(x.size(), line.thread_count(),
                  [&](std::uint64_t i) { elbos[i] = model.negative_elbo(x[i], model.posterior(x[i], how)); });
      report.add(method, steps, {round_trip(linear_gaussian_codec(model, how), x), sum_of(elbos)});
      shown.add(1);
    };
    for (const std::uint32_t sweeps : {0u, 1u, 2u, 5u, 10u, 20u}) add("CAVI", sweeps, sweeps);
    for (const auto& [method, estimator] : estimators)
      for (const std::uint32_t steps : {5u, 10u, 20u, 50u, 100u, 200u, 500u, 1000u})
        add(method, steps,
            gaussian_inference{.estimator = estimator, .steps = steps, .samples = a.samples, .seed = a.seed});
    report.finish("64 dimensions on buckets of 2^-7, 12 latents on 2^12 buckets; noise 1, columns of +-2, " +
                      std::string{slanted ? "slanted by up to 1" : "orthogonal"},
                  "A linear Gaussian model, columns " + name, line, found);
  }
}

void logistic_gaussians(const gaussian_arguments& a, const command_line& line, results& found) {
  const logistic_factors model = logistic();
  const auto x = drawn(logistic_factors_codec(model, {}), a.draws);
  std::vector<joint_table> joints(x.size(), joint_table{{bits{}}});
  in_parallel(x.size(), line.thread_count(), [&](std::uint64_t i) { joints[i] = model.joint(x[i]); });
  bits exact;
  for (const joint_table& joint : joints) exact += joint.information();
  inference_report report{"logistic", "draw", exact};
  progress shown{"logistic factors", 27};
  for (const auto& [method, estimator] : estimators)
    for (const std::uint32_t steps : {0u, 1u, 2u, 5u, 10u, 20u, 50u, 100u, 200u}) {
      const gaussian_inference how{
          .estimator = estimator, .steps = steps, .samples = a.samples, .seed = a.seed};
      std::vector<bits> elbos(x.size());
      in_parallel(x.size(), line.thread_count(), [&](std::uint64_t i) {
        elbos[i] = negative_elbo(joints[i], model.buckets(), model.posterior(x[i], how));
      });
      report.add(method, steps, {round_trip(logistic_factors_codec(model, how), x), sum_of(elbos)});
      shown.add(1);
    }
  report.finish("200 pixels, 2 latents on 2^8 buckets, so that everything is enumerated; " +
                    std::to_string(a.samples) + " samples a step",
                "A logistic model with Gaussian latents", line, found);
  found.add(variances(model, x, a.samples));
}

}  // namespace ansatz::experiment
