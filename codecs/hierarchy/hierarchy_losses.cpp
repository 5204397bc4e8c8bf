#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/stack/tally.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <hierarchy/hierarchy_losses.hpp>
#include <hierarchy/ladder.hpp>
#include <hierarchy/private/networks.hpp>
#include <hierarchy/private/real_pixels.hpp>
#include <hilloc/hilloc.hpp>
#include <model/real_math.hpp>
#include <vector>

namespace ansatz {
namespace {

using real_networks = hierarchies::networks<hierarchies::real_numbers>;
using location_scale = real_networks::location_scale;
using row = std::vector<double>;

constexpr double q24 = 0x1p-24;

double value_of(std::int32_t x) { return x * q24; }

/// The bucket of a number.
std::uint32_t bucket_of(const bucket_set& buckets, double z) {
  std::uint32_t low = 0, high = buckets.count();
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (value_of(buckets.cut(middle)) <= z ? low : high) = middle;
  }
  return low;
}

/// log of the mass of bucket i under a distribution whose distribution function is F((z - mean) e^-log_scale), F
/// being symmetric about 0.
template <class Cdf>
double log_mass(const bucket_set& buckets, std::uint32_t i, const location_scale& l, Cdf cdf) {
  const double inverse = real::exp(-l.log_scale);
  const auto below = [&](std::uint32_t c) { return (value_of(buckets.cut(c)) - l.mean) * inverse; };
  const double low = i == 0 ? -200 : below(i), high = i + 1 == buckets.count() ? 200 : below(i + 1);
  // On the side of the smaller tail, where differences keep their digits.
  const double mass = low > 0 ? cdf(-low) - cdf(-high) : cdf(high) - cdf(low);
  return real::log(std::max(mass, 0x1p-300));
}
double logistic_cdf(double t) { return 1 / (1 + real::exp(-t)); }

/// log density in units of the scale.
double log_logistic(double t) { return -real::softplus(t) - real::softplus(-t); }
double log_normal(double t) { return -t * t / 2 - 0x1.d67f1c864beb5p-1; }  // log(2 pi) / 2

/// An image's -ELBO in nats by real networks at given noise, on buckets or continuously.
class real_walk {
 public:
  real_walk(const real_networks& net, const real_pixels& pixels, std::span<const std::uint8_t> x)
      : net_{net}, pixels_{pixels}, x_{x} {}

  /// Noise of the latents, level by level from z_1: standard logistic, or normal from the top down.
  double nats(const std::vector<row>& noise, const bucket_set* buckets) {
    return net_.top_down() ? top_down(noise, buckets) : bottom_up(noise, buckets);
  }

 private:
  double bottom_up(const std::vector<row>& noise, const bucket_set* buckets) {
    double nats = 0;
    std::vector<row> z;
    std::vector<std::vector<std::uint32_t>> indices;
    row in = net_.seen(x_);
    for (std::size_t l = 0; l < noise.size(); ++l) {
      const auto q = net_.parameters_from(net_.q[l], in);
      row& values = z.emplace_back();
      auto& at = indices.emplace_back();
      for (std::size_t i = 0; i < q.size(); ++i) {
        double value = q[i].mean + real::exp(q[i].log_scale) * noise[l][i];
        if (buckets != nullptr) {
          at.push_back(bucket_of(*buckets, value));
          value = value_of(buckets->representative(at.back()));
          nats += log_mass(*buckets, at.back(), q[i], logistic_cdf);
        } else {
          nats += log_logistic(noise[l][i]) - q[i].log_scale;
        }
        values.push_back(value);
      }
      in = values;
    }
    for (std::size_t l = 0; l < z.size(); ++l) {
      const auto p = l + 1 < z.size() ? net_.parameters_from(net_.p[l], z[l + 1])
                                      : std::vector<location_scale>(z[l].size(), location_scale{0, 0});
      for (std::size_t i = 0; i < p.size(); ++i)
        nats -= buckets != nullptr
                    ? log_mass(*buckets, indices[l][i], p[i], logistic_cdf)
                    : log_logistic((z[l][i] - p[i].mean) * real::exp(-p[i].log_scale)) - p[i].log_scale;
    }
    return nats + pixels_.nats(net_, net_.features_of(z.front()), x_);
  }

  double top_down(const std::vector<row>& noise, const bucket_set* buckets) {
    double nats = 0;
    const row context = real_networks::outputs_of(*net_.context, net_.seen(x_));
    row state = net_.initial_state;
    for (std::size_t l = noise.size(); l-- > 0;) {
      const auto p = net_.parameters_from(net_.p[l], state);
      const auto q = net_.parameters_from(net_.q[l], net_.beside(state, context));
      row values;
      for (std::size_t i = 0; i < p.size(); ++i) {
        // In units of the prior.
        const location_scale unit{(q[i].mean - p[i].mean) * real::exp(-p[i].log_scale),
                                  q[i].log_scale - p[i].log_scale};
        double t = unit.mean + real::exp(unit.log_scale) * noise[l][i];
        if (buckets != nullptr) {
          const std::uint32_t at = bucket_of(*buckets, t);
          t = value_of(buckets->representative(at));
          nats += log_mass(*buckets, at, unit, real::normal_cdf) + real::ln2 * buckets->mass_bits();
        } else {
          nats += log_normal(noise[l][i]) - unit.log_scale - log_normal(t);
        }
        values.push_back(p[i].mean + real::exp(p[i].log_scale) * t);
      }
      real_networks::add(state, real_networks::outputs_of(net_.merge[l], net_.beside(state, values)));
    }
    return nats + pixels_.nats(net_, net_.features_of(state), x_);
  }

  const real_networks& net_;
  const real_pixels& pixels_;
  std::span<const std::uint8_t> x_;
};

/// What the coder pays where it pops the latents that this noise gives.
class coded_walk {
 public:
  coded_walk(const hierarchy& model, const std::vector<std::uint8_t>& x) : model_{model}, x_{x} {}

  bits cost(const std::vector<row>& noise) { return model_.top_down() ? top_down(noise) : bottom_up(noise); }

 private:
  bits bottom_up(const std::vector<row>& noise) {
    const std::size_t levels = model_.levels();
    constexpr latent_precision precision;
    std::vector<std::vector<std::uint32_t>> z;
    bits sum;
    for (std::size_t l = 0; l < levels; ++l) {
      const auto q = l == 0 ? model_.infer(x_) : model_.infer(l, z[l - 1]);
      auto& at = z.emplace_back();
      for (std::size_t i = 0; i < q.size(); ++i)
        at.push_back(
            bucket_of(model_.buckets(), value_of(q[i].mean) + noise[l][i] / (q[i].inverse_scale * 0x1p-16)));
      sum -= ansatz::cost(detail::latent_codec("", model_, q, precision.popped), at);
    }
    for (std::size_t l = 1; l < levels; ++l)
      sum += ansatz::cost(detail::latent_down{model_, l, precision.pushed}(z[l]), z[l - 1]);
    sum += ansatz::cost(detail::highest_latent(model_, precision), z.back());
    return sum + ansatz::cost(grouped_pixels{model_, model_.features(z.front())}, x_);
  }

  bits top_down(const std::vector<row>& noise) {
    ladder walk{model_, x_};
    ladder_latents z;
    while (walk.level() > 0) {
      const auto q = walk.posterior();
      auto& at = z.emplace_back();
      for (std::size_t i = 0; i < q.size(); ++i)
        at.push_back(bucket_of(model_.buckets(), value_of(q[i].mean) + noise[walk.level() - 1][i] /
                                                                           (q[i].inverse_stddev * 0x1p-16)));
      walk.take(at);
    }
    const auto codec = hilloc_images(model_);
    return ansatz::cost(codec.prior, z) + ansatz::cost(codec.likelihood(z), x_) -
           ansatz::cost(codec.posterior(x_), z);
  }

  const hierarchy& model_;
  const std::vector<std::uint8_t>& x_;
};

}  // namespace

hierarchy_losses losses_of(const safetensors& weights, std::span<const std::uint8_t> images,
                           std::uint64_t seed) {
  const hierarchy model{weights};
  if (images.size() % model.pixels() != 0) throw domain_error("hierarchy: images of another size");
  const real_networks net{weights, [](const auto&) {}};
  const real_pixels pixels{weights, net.shape};
  real::normal_source source{seed};
  const auto draw = [&] {
    if (model.top_down()) return source();
    const double u = std::max((1 + source.uniform()) / 2, 0x1p-54);
    return real::log(u) - real::log(1 - u);
  };
  hierarchy_losses sum;
  for (; !images.empty(); images = images.subspan(model.pixels())) {
    const std::vector<std::uint8_t> x(images.begin(),
                                      images.begin() + static_cast<std::ptrdiff_t>(model.pixels()));
    net.check_image(x);
    std::vector<row> noise;
    for (std::size_t l = 1; l <= model.levels(); ++l) {
      noise.emplace_back(model.latents(l));
      for (double& t : noise.back()) t = draw();
    }
    real_walk walk{net, pixels, x};
    const bits ideal = real::bits_of(walk.nats(noise, nullptr)),
               on_buckets = real::bits_of(walk.nats(noise, &model.buckets()));
    sum.ideal += ideal;
    sum.bucketing += on_buckets - ideal;
    sum.fixed_point += coded_walk{model, x}.cost(noise) - on_buckets;
  }
  return sum;
}

}  // namespace ansatz
