#include <algorithm>
#include <ansatz/error.hpp>
#include <hierarchy/private/losses.hpp>
#include <hierarchy/private/networks.hpp>
#include <hierarchy/private/real_pixels.hpp>
#include <model/real_buckets.hpp>
#include <model/real_math.hpp>

namespace ansatz {
namespace {

using real_networks = hierarchies::networks<hierarchies::real_numbers>;
using location_scale = real_networks::location_scale;
using row = std::vector<double>;

/// log of a bucket's mass.
template <class Cdf>
double on(const bucket_set& buckets, std::uint32_t i, const location_scale& at, Cdf cdf) {
  return real::log_mass(buckets, i, at.mean, real::exp(-at.log_scale), cdf);
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
      const auto p = l + 1 < z.size() ? net_.parameters_from(net_.p[l], z[l + 1])
                                      : std::vector<location_scale>(z[l].size(), location_scale{0, 0});
      for (std::size_t i = 0; i < p.size(); ++i)
        nats -= buckets != nullptr
                    ? on(*buckets, indices[l][i], p[i], logistic_cdf)
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
          const std::uint32_t at = real::bucket_of(*buckets, t);
          t = real::value_of(buckets->representative(at));
          nats += on(*buckets, at, unit, real::normal_cdf) + real::ln2 * buckets->mass_bits();
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

}  // namespace

namespace {

/// An image after another with its noise: use(image, noise).
template <class Use>
void at_noise(const hierarchy& model, std::span<const std::uint8_t> images, std::uint64_t seed, Use use) {
  if (images.size() % model.pixels() != 0) throw domain_error("hierarchy: images of another size");
  real::normal_source source{seed};
  const auto draw = [&] {
    if (model.top_down()) return source();
    const double u = std::max((1 + source.uniform()) / 2, 0x1p-54);
    return real::log(u) - real::log(1 - u);
  };
  for (; !images.empty(); images = images.subspan(model.pixels())) {
    const std::vector<std::uint8_t> x(images.begin(),
                                      images.begin() + static_cast<std::ptrdiff_t>(model.pixels()));
    latent_noise noise;
    for (std::size_t l = 1; l <= model.levels(); ++l) {
      noise.levels.emplace_back(model.latents(l));
      for (double& t : noise.levels.back()) t = draw();
    }
    use(x, noise);
  }
}

/// The networks and pixels of a model in real numbers.
struct real_model {
  real_networks net;
  real_pixels pixels;

  explicit real_model(const safetensors& weights)
      : net{weights, [](const auto&) {}}, pixels{weights, net.shape} {}

  /// On buckets, or continuously.
  bits cost(const std::vector<std::uint8_t>& x, const latent_noise& noise, const bucket_set* buckets) const {
    net.check_image(x);
    return real::bits_of(real_walk{net, pixels, x}.nats(noise.levels, buckets));
  }
};

}  // namespace

rate_losses losses_of(const safetensors& weights, const hierarchy& model,
                      std::span<const std::uint8_t> images, std::uint64_t seed, const cost_at_noise& coded) {
  const real_model real{weights};
  bits ideal, bucketing, integers;
  at_noise(model, images, seed, [&](const auto& x, const auto& noise) {
    const bits trained = real.cost(x, noise, nullptr), on_buckets = real.cost(x, noise, &model.buckets());
    ideal += trained;
    bucketing += on_buckets - trained;
    integers += coded(x, noise) - on_buckets;
  });
  return {ideal, {{"buckets", bucketing}, {"integers", integers}}};
}

bits ideal_of(const safetensors& weights, const hierarchy& model, std::span<const std::uint8_t> images,
              std::uint64_t seed) {
  const real_model real{weights};
  bits ideal;
  at_noise(model, images, seed,
           [&](const auto& x, const auto& noise) { ideal += real.cost(x, noise, nullptr); });
  return ideal;
}

}  // namespace ansatz
