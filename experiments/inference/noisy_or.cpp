#include <algorithm>
#include <ansatz/parallel.hpp>
#include <cmath>
#include <common/progress.hpp>
#include <inference/noisy_or.hpp>
#include <utility>
#include <variational/mean_field.hpp>
#include <variational/noisy_or_codec.hpp>
#include <variational/score_gradient.hpp>

namespace ansatz::experiment {
namespace {

/// Of what a datum costs, c(z) + log2 q(z) under q: over all values of the latents, one by one.
struct moments {
  double divergence = 0;  ///< the mean above the information
  double variance = 0;
};

moments moments_of(const joint_table& joint, const mean_field& q) {
  const bits information = joint.information();
  double mean = 0, squares = 0;
  for (std::uint32_t z = 0; z < joint.costs().size(); ++z) {
    double mass = 1;
    bits log_q;
    for (std::size_t k = 0; k < q.ones.size(); ++k) {
      const std::uint32_t own = (z >> k & 1) != 0 ? q.ones[k] : q.total() - q.ones[k];
      mass *= static_cast<double>(own) / static_cast<double>(q.total());
      log_q += log2_of(own) - bits::whole(q.precision);
    }
    const double above = (log_q + joint[z] - information).to_double();
    mean += mass * above;
    squares += mass * above * above;
  }
  return {mean, squares - mean * mean};
}

/// Of one estimator at one place.
struct spread {
  double squares = 0;  ///< of what estimates are off, summed over latents
  double slope = 0;    ///< the exact gradient's square
};

spread spread_of(const joint_table& joint, const mean_field& at, const score_settings& settings,
                 std::uint64_t seed) {
  constexpr int estimates = 200;
  const std::vector<bits> exact = exact_gradient(joint, at);
  score_gradient gradient{at, settings, seed};
  gradient.estimate(joint);  // a running mean begins with it
  spread out;
  for (const bits g : exact) out.slope += g.to_double() * g.to_double();
  for (int i = 0; i < estimates; ++i) {
    const std::vector<bits> estimate = gradient.estimate(joint);
    for (std::size_t k = 0; k < exact.size(); ++k) {
      const double off = (estimate[k] - exact[k]).to_double();
      out.squares += off * off / estimates;
    }
  }
  return out;
}

}  // namespace

bits information_of(const noisy_or& model, const vectors& x, unsigned threads) {
  std::vector<bits> all(x.size());
  in_parallel(x.size(), threads, [&](std::uint64_t i) { all[i] = model.joint(x[i]).information(); });
  bits sum;
  for (const bits b : all) sum += b;
  return sum;
}

inference_cost cost_of(const noisy_or& model, const vectors& x, const inference& how, unsigned threads) {
  inference_cost c{round_trip(noisy_or_codec(model, how), x), {}};
  if (how.method == inference_method::exact) {
    c.elbo = information_of(model, x, threads);
    return c;
  }
  std::vector<bits> elbos(x.size());
  std::vector<moments> all(x.size());
  in_parallel(x.size(), threads, [&](std::uint64_t i) {
    const joint_table joint = model.joint(x[i]);
    const mean_field q = infer(model, joint, x[i], how);
    elbos[i] = negative_elbo(joint, q);
    all[i] = moments_of(joint, q);
  });
  moments sum;
  for (std::size_t i = 0; i < x.size(); ++i) {
    c.elbo += elbos[i];
    sum.divergence += all[i].divergence;
    sum.variance += all[i].variance;
  }
  c.divergence = sum.divergence;
  c.deviation = std::sqrt(sum.variance);
  return c;
}

table gradient_variances(const noisy_or& model, const vectors& x, std::uint32_t samples) {
  table t{"gradients",
          {{"at", "", 0, "q"},
           {"none", "bits^2", 3, "no control variate"},
           {"running_mean", "bits^2", 3},
           {"leave_one_out", "bits^2", 3},
           {"slope", "bits^2", 3, "exact gradient squared"}}};
  const std::size_t count = std::min<std::size_t>(x.size(), 20);
  progress shown{"gradients", 4 * count};
  for (const std::uint32_t sweeps : {0u, 1u, 2u, 5u}) {
    std::vector<value> row{sweeps == 0 ? std::string{"the prior"}
                                       : "after sweeps: " + std::to_string(sweeps)};
    double squares[3] = {}, slope = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const joint_table joint = model.joint(x[i]);
      const mean_field at = infer(model, joint, x[i], {.steps = sweeps});
      for (const control_variate control :
           {control_variate::none, control_variate::running_mean, control_variate::leave_one_out}) {
        const spread s = spread_of(joint, at, {.samples = samples, .control = control}, i);
        squares[static_cast<std::size_t>(control)] += s.squares / static_cast<double>(count);
        if (control == control_variate::none) slope += s.slope / static_cast<double>(count);
      }
      shown.add(1);
    }
    for (const double s : squares) row.emplace_back(s);
    row.emplace_back(slope);
    t.add(std::move(row));
  }
  t.note("variance of an estimate by " + std::to_string(samples) +
         " samples, summed over latents, mean of 20 images at most; gradients by log odds in bits, in bits / "
         "ln 2");
  return t;
}

}  // namespace ansatz::experiment
