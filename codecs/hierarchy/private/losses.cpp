#include <algorithm>
#include <ansatz/error.hpp>
#include <hierarchy/private/colour_networks.hpp>
#include <hierarchy/private/losses.hpp>
#include <hierarchy/private/networks.hpp>
#include <hierarchy/private/real_pixels.hpp>
#include <hierarchy/private/real_walk.hpp>
#include <model/real_buckets.hpp>
#include <model/real_math.hpp>
#include <type_traits>
#include <utility>

namespace ansatz {
namespace {

using hierarchies::real_latent;
using hierarchies::real_walk;
using row = std::vector<double>;

template <class Parameters>
std::vector<real_latent> latents_of(const std::vector<Parameters>& all) {
  std::vector<real_latent> out;
  for (const auto& [mean, log_scale] : all) out.push_back({mean, log_scale});
  return out;
}

/// A model for images of one size in real numbers, and what it says of one; see `real_walk`.
class one_size_model {
  using networks = hierarchies::networks<hierarchies::real_numbers>;

 public:
  explicit one_size_model(const safetensors& weights)
      : net_{weights, [](const auto&) {}}, pixels_{weights, net_.shape} {}

  class told {
   public:
    told(const one_size_model& m, std::span<const std::uint8_t> x) : m_{&m}, x_{x} { m.net_.check_image(x); }

    bool top_down() const { return m_->net_.top_down(); }
    row seen() const { return m_->net_.seen(x_); }
    auto infer(std::size_t l, const row& in) const { return said(m_->net_.q[l], in); }
    auto generate(std::size_t l, const row& above) const { return said(m_->net_.p[l], above); }
    void look() { context_ = networks::outputs_of(*m_->net_.context, seen()); }
    row start() const { return m_->net_.initial_state; }
    auto prior(std::size_t l, const row& state) const { return said(m_->net_.p[l], state); }
    auto posterior(std::size_t l, const row& state) const {
      return said(m_->net_.q[l], m_->net_.beside(state, context_));
    }
    void take(std::size_t l, row& state, const row& values) const {
      networks::add(state, networks::outputs_of(m_->net_.merge[l], m_->net_.beside(state, values)));
    }
    double nats(const row& in) const { return m_->pixels_.nats(m_->net_, m_->net_.features_of(in), x_); }

   private:
    std::vector<real_latent> said(const networks::network& n, const row& in) const {
      return latents_of(m_->net_.parameters_from(n, in));
    }

    const one_size_model* m_;
    std::span<const std::uint8_t> x_;
    row context_;
  };
  auto of(const hierarchy&, std::span<const std::uint8_t> x) const { return real_walk{told{*this, x}}; }

 private:
  networks net_;
  real_pixels pixels_;
};

/// The same in colour.
class colour_model {
 public:
  explicit colour_model(const safetensors& weights)
      : net_{weights, hierarchies::architecture_of(weights)}, mixture_{weights, net_.shape} {}

  class told {
   public:
    told(const colour_model& m, hierarchies::grid_size image, std::span<const std::uint8_t> x)
        : m_{&m}, image_{image}, x_{x} {}

    bool top_down() const { return net().top_down(); }
    row seen() const { return net().seen(x_, image_); }
    auto infer(std::size_t l, const row& in) const { return latents_of(net().infer(l, in, image_)); }
    auto generate(std::size_t l, const row& above) const {
      return latents_of(net().generate(l, above, image_));
    }
    void look() { context_ = net().context->run(net().cells(image_), seen()); }
    row start() const { return net().begun(image_); }
    auto prior(std::size_t l, const row& state) const { return latents_of(net().prior(l, state, image_)); }
    auto posterior(std::size_t l, const row& state) const {
      return latents_of(net().posterior(l, state, context_, image_));
    }
    void take(std::size_t l, row& state, const row& values) const { net().take(l, state, values, image_); }

    double nats(const row& in) const {
      double sum = 0;
      const auto features = net().features_of(in, image_);
      for (std::size_t g = 0; g < net().groups.size(); ++g) {
        const auto t = net().tell(g, features.at(net().groups[g].cell), x_, image_);
        for (std::size_t channel = 0; channel < 3; ++channel) sum += nats(g, channel, t);
      }
      return sum;
    }

   private:
    using networks = hierarchies::colour_networks<hierarchies::real_short_numbers>;
    const networks& net() const { return m_->net_; }

    double nats(std::size_t g, std::size_t channel, const networks::told& t) const {
      const auto grid = net().cells_of_group(image_, g);
      const auto numbers = net().head(g, channel, t, x_, image_);
      const std::size_t outputs = hierarchies::counted(net().shape.outputs()),
                        parts = hierarchies::counted(net().shape.logistics), weights = outputs - 2 * parts;
      double sum = 0;
      for (std::size_t c = 0; c < grid.cells(); ++c) {
        const auto pixel = net().pixel(g, c, image_, grid);
        if (!pixel) continue;
        const double base = net().base(g, channel, c, t, x_, image_, grid);
        const double* number = numbers.data() + c * outputs;
        sum += m_->mixture_.nats(
            x_[*pixel * 3 + networks::channel_order[channel]],
            [&](std::size_t n) { return net().logit(number[n]); },
            [&](std::size_t k) {
              return net().pixel_mean(base + number[weights + k] * (1 << networks::mean_unit));
            },
            [&](std::size_t k) { return net().pixel_log_scale(number[weights + parts + k]); });
      }
      return sum;
    }

    const colour_model* m_;
    hierarchies::grid_size image_;
    std::span<const std::uint8_t> x_;
    row context_;
  };
  auto of(const colour_hierarchy& m, std::span<const std::uint8_t> x) const {
    return real_walk{told{*this, {m.height(), m.width()}, x}};
  }

 private:
  hierarchies::colour_networks<hierarchies::real_short_numbers> net_;
  real_mixture mixture_;
};

/// Each image's noise, one after another.
class noise_source {
 public:
  explicit noise_source(std::uint64_t seed) : source_{seed} {}

  template <class Hierarchy>
  latent_noise of(const Hierarchy& model) {
    latent_noise noise;
    for (std::size_t l = 1; l <= model.levels(); ++l) {
      noise.levels.emplace_back(model.latents(l));
      for (double& t : noise.levels.back()) t = draw(model.top_down());
    }
    return noise;
  }

 private:
  double draw(bool normal) {
    if (normal) return source_();
    const double u = std::max((1 + source_.uniform()) / 2, 0x1p-54);
    return real::log(u) - real::log(1 - u);
  }

  real::normal_source source_;
};

}  // namespace

template <class Hierarchy>
struct latent_losses<Hierarchy>::state {
  std::conditional_t<std::is_same_v<Hierarchy, hierarchy>, one_size_model, colour_model> real;
  noise_source noise;

  state(const safetensors& weights, std::uint64_t seed) : real{weights}, noise{seed} {}
};

template <class Hierarchy>
latent_losses<Hierarchy>::latent_losses(const safetensors& weights, std::uint64_t seed)
    : state_{std::make_unique<state>(weights, seed)} {}
template <class Hierarchy>
latent_losses<Hierarchy>::~latent_losses() = default;

template <class Hierarchy>
void latent_losses<Hierarchy>::add(const Hierarchy& model, const std::vector<std::uint8_t>& x,
                                   const cost_at_noise<Hierarchy>& coded) {
  if (x.size() != model.pixels()) throw domain_error("hierarchy: images of another size");
  const latent_noise noise = state_->noise.of(model);
  auto walk = state_->real.of(model, x);
  const bits trained = real::bits_of(walk.nats(noise.levels, nullptr));
  ideal_ += trained;
  if (!coded) return;
  const bits on_buckets = real::bits_of(walk.nats(noise.levels, &model.buckets()));
  bucketing_ += on_buckets - trained;
  integers_ += coded(model, x, noise) - on_buckets;
}

template class latent_losses<hierarchy>;
template class latent_losses<colour_hierarchy>;

}  // namespace ansatz
