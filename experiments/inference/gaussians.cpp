#include <algorithm>
#include <ansatz/parallel.hpp>
#include <bit>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <inference/gaussians.hpp>
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

std::vector<column> columns() {
  return {{"method", ""},
          {"steps", ""},
          {"net", "bits/draw", 4},
          {"elbo", "bits/draw", 4, "-ELBO"},
          {"exact", "bits/draw", 4, "-log2 p(x)"},
          {"gap", "bits/draw", 4, "-ELBO + log2 p"},
          {"initial", "bits", 1},
          {"push", "ms/draw", 3},
          {"pop", "ms/draw", 3}};
}

void add_row(table& t, const std::string& method, std::uint32_t steps, const trip& coded, bits elbo,
             bits exact) {
  const auto count = static_cast<double>(coded.symbols);
  t.add({method, steps, coded.net_each(), elbo.to_double() / count, exact.to_double() / count,
         (elbo - exact).to_double() / count, coded.initial, 1000 * coded.push_seconds / count,
         1000 * coded.pop_seconds / count});
}

}  // namespace

table linear_gaussians(std::uint64_t draws, std::uint32_t samples, std::uint64_t seed, unsigned threads) {
  table t{"linear_gaussian", columns()};
  progress shown{"linear Gaussians", 42};
  for (const bool slanted : {false, true}) {
    const std::string columns_are = slanted ? "slanted" : "orthogonal";
    const linear_gaussian model = linear(slanted);
    const auto x = drawn(linear_gaussian_codec(model, 0u), draws);
    bits exact;
    for (const auto& v : x) exact += model.information(v);
    const auto add = [&](const std::string& method, std::uint32_t steps, const auto& how) {
      std::vector<bits> elbos(x.size());
      in_parallel(x.size(), threads,
                  [&](std::uint64_t i) { elbos[i] = model.negative_elbo(x[i], model.posterior(x[i], how)); });
      bits elbo;
      for (const bits b : elbos) elbo += b;
      add_row(t, method + ", " + columns_are, steps, round_trip(linear_gaussian_codec(model, how), x), elbo,
              exact);
      shown.add(1);
    };
    for (const std::uint32_t sweeps : {0u, 1u, 2u, 5u, 10u, 20u}) add("CAVI", sweeps, sweeps);
    for (const auto& [name, estimator] : {std::pair{"reparameterised", gradient_estimator::reparameterised},
                                          {"path", gradient_estimator::path},
                                          {"score, leave one out", gradient_estimator::score}})
      for (const std::uint32_t steps : {10u, 20u, 50u, 100u, 200u})
        add(name, steps,
            gaussian_inference{.estimator = estimator, .steps = steps, .samples = samples, .seed = seed});
  }
  t.note(
      "64 dimensions on buckets of 2^-7, 12 latents on 2^12 buckets; noise 1, columns of +-2, slanted by up "
      "to "
      "1");
  return t;
}

table logistic_gaussians(std::uint64_t draws, std::uint32_t samples, std::uint64_t seed, unsigned threads) {
  table t{"logistic", columns()};
  const logistic_factors model = logistic();
  const auto x = drawn(logistic_factors_codec(model, {}), draws);
  std::vector<joint_table> joints(x.size(), joint_table{{bits{}}});
  in_parallel(x.size(), threads, [&](std::uint64_t i) { joints[i] = model.joint(x[i]); });
  bits exact;
  for (const joint_table& joint : joints) exact += joint.information();
  progress shown{"logistic factors", 27};
  for (const auto& [name, estimator] : {std::pair{"reparameterised", gradient_estimator::reparameterised},
                                        {"path", gradient_estimator::path},
                                        {"score, leave one out", gradient_estimator::score}})
    for (const std::uint32_t steps : {0u, 1u, 2u, 5u, 10u, 20u, 50u, 100u, 200u}) {
      const gaussian_inference how{.estimator = estimator, .steps = steps, .samples = samples, .seed = seed};
      std::vector<bits> elbos(x.size());
      in_parallel(x.size(), threads, [&](std::uint64_t i) {
        elbos[i] = negative_elbo(joints[i], model.buckets(), model.posterior(x[i], how));
      });
      bits elbo;
      for (const bits b : elbos) elbo += b;
      add_row(t, name, steps, round_trip(logistic_factors_codec(model, how), x), elbo, exact);
      shown.add(1);
    }
  t.note("200 pixels, 2 latents on 2^8 buckets, so that everything is enumerated; " +
         std::to_string(samples) + " samples a step");
  return t;
}

table gaussian_variances(std::uint64_t draws, std::uint32_t samples) {
  table t{"gaussian_gradients",
          {{"at", "", 0, "q"},
           {"reparameterised", "bits^2", 4},
           {"score", "bits^2", 4, "score, leave one out"},
           {"path", "bits^2", 4}}};
  constexpr std::uint64_t estimates = 200;
  const logistic_factors model = logistic();
  const auto x = drawn(logistic_factors_codec(model, {}), std::min<std::uint64_t>(draws, 20));
  for (const std::uint32_t steps : {0u, 5u, 50u}) {
    std::vector<double> variances(3);
    for (const auto& v : x) {
      const auto at = model.posterior(v, {.steps = steps});
      for (std::size_t by = 0; by < 3; ++by) {
        std::vector<double> sum(4), squares(4);
        for (std::uint64_t i = 0; i < estimates; ++i) {
          const std::vector<bits> g = model.gradient(
              v, at, {.estimator = static_cast<gradient_estimator>(by), .samples = samples, .seed = i});
          for (std::size_t j = 0; j < 4; ++j) {
            sum[j] += g[j].to_double() / estimates;
            squares[j] += g[j].to_double() * g[j].to_double() / estimates;
          }
        }
        for (std::size_t j = 0; j < 4; ++j)
          variances[by] += (squares[j] - sum[j] * sum[j]) / static_cast<double>(x.size());
      }
    }
    t.add({steps == 0 ? std::string{"the prior"} : "after steps: " + std::to_string(steps), variances[0],
           variances[1], variances[2]});
  }
  t.note("variance of an estimate by " + std::to_string(samples) +
         " samples, summed over means and logarithms of widths, mean of 20 draws at most");
  return t;
}

}  // namespace ansatz::experiment
