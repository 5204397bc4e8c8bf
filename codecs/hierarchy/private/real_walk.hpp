#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <model/real_buckets.hpp>
#include <model/real_math.hpp>
#include <vector>

namespace ansatz::hierarchies {

/// Mean and log scale of a latent, in real numbers.
struct real_latent {
  double mean, log_scale;
};

/// An image's -ELBO in nats by real networks at given noise, on buckets or continuously. `Told` is what networks say of an
/// image: `top_down()`; from level to level, levels from 0 on, `seen()` for what `infer(0, .)` is given, `infer(l, z)`,
/// `generate(l, z above)`; from the top down `look()` once, then `start()`, `prior(l, state)`, `posterior(l, state)`,
/// `take(l, state, values)`; and `nats(in)`, what pixels cost given z_1 or the state.
template <class Told>
class real_walk {
 public:
  using row = std::vector<double>;

  explicit real_walk(Told told) : told_{std::move(told)} {}

  /// Noise of the latents, level by level from z_1: standard logistic, or normal from the top down.
  double nats(const std::vector<row>& noise, const bucket_set* buckets) {
    return told_.top_down() ? top_down(noise, buckets) : bottom_up(noise, buckets);
  }

 private:
  /// log of a bucket's mass.
  template <class Cdf>
  static double on(const bucket_set& buckets, std::uint32_t i, const real_latent& at, Cdf cdf) {
    return real::log_mass(buckets, i, at.mean, real::exp(-at.log_scale), cdf);
  }
  static double logistic_cdf(double t) { return 1 / (1 + real::exp(-t)); }
  /// log density in units of the scale.
  static double log_logistic(double t) { return -real::softplus(t) - real::softplus(-t); }
  static double log_normal(double t) { return -t * t / 2 - 0x1.d67f1c864beb5p-1; }  // log(2 pi) / 2

  double bottom_up(const std::vector<row>& noise, const bucket_set* buckets) {
    double nats = 0;
    std::vector<row> z;
    std::vector<std::vector<std::uint32_t>> indices;
    row in = told_.seen();
    for (std::size_t l = 0; l < noise.size(); ++l) {
      const std::vector<real_latent> q = told_.infer(l, in);
      row& values = z.emplace_back();
      auto& at = indices.emplace_back();
      for (std::size_t i = 0; i < q.size(); ++i) {
        double value = q[i].mean + real::exp(q[i].log_scale) * noise[l][i];
        if (buckets != nullptr) {
          at.push_back(real::bucket_of(*buckets, value));
          value = real::value_of(buckets->representative(at.back()));
          nats += on(*buckets, at.back(), q[i], logistic_cdf);
        } else {
          nats += log_logistic(noise[l][i]) - q[i].log_scale;
        }
        values.push_back(value);
      }
      in = values;
    }
    for (std::size_t l = 0; l < z.size(); ++l) {
      const std::vector<real_latent> p = l + 1 < z.size()
                                             ? told_.generate(l, z[l + 1])
                                             : std::vector<real_latent>(z[l].size(), real_latent{0, 0});
      for (std::size_t i = 0; i < p.size(); ++i)
        nats -= buckets != nullptr
                    ? on(*buckets, indices[l][i], p[i], logistic_cdf)
                    : log_logistic((z[l][i] - p[i].mean) * real::exp(-p[i].log_scale)) - p[i].log_scale;
    }
    return nats + told_.nats(z.front());
  }

  double top_down(const std::vector<row>& noise, const bucket_set* buckets) {
    double nats = 0;
    told_.look();
    row state = told_.start();
    for (std::size_t l = noise.size(); l-- > 0;) {
      const std::vector<real_latent> p = told_.prior(l, state), q = told_.posterior(l, state);
      row values;
      for (std::size_t i = 0; i < p.size(); ++i) {
        // In units of the prior.
        const real_latent unit{(q[i].mean - p[i].mean) * real::exp(-p[i].log_scale),
                               q[i].log_scale - p[i].log_scale};
        double t = unit.mean + real::exp(unit.log_scale) * noise[l][i];
        if (buckets != nullptr) {
          const std::uint32_t at = real::bucket_of(*buckets, t);
          t = real::value_of(buckets->representative(at));
          nats += on(*buckets, at, unit, real::normal_cdf) + real::ln2 * buckets->mass_bits();
        } else {
          nats += log_normal(noise[l][i]) - unit.log_scale - log_normal(t);
        }
        values.push_back(p[i].mean + real::exp(p[i].log_scale) * t);
      }
      told_.take(l, state, values);
    }
    return nats + told_.nats(state);
  }

  Told told_;
};

}  // namespace ansatz::hierarchies
