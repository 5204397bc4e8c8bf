#pragma once
#include <algorithm>
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <cstdint>
#include <hierarchy/private/networks.hpp>
#include <model/real_math.hpp>
#include <net/real_layer.hpp>
#include <optional>
#include <span>
#include <vector>

namespace ansatz {

/// A mixture in real numbers, as trained: what `pixel_mixture_model` rounds.
class real_mixture {
 public:
  /// `shape` must outlive it.
  real_mixture(const safetensors& weights, const hierarchies::architecture& shape)
      : shape_{&shape}, edges_{values_of(weights, "edges", std::array<std::size_t, 1>{257})} {}

  /// -log p(v) in nats, of logits by weight, means and log scales by part, in levels.
  template <class Logit, class Mean, class LogScale>
  double nats(std::uint8_t v, const Logit& logit, const Mean& mean, const LogScale& log_scale) const {
    const auto parts = static_cast<std::size_t>(shape_->logistics),
               weights = parts + shape_->atoms.size() + 1;
    double total = 0, mass = 0;
    for (std::size_t n = 0; n < weights; ++n) {
      const double weight = real::exp(logit(n));
      total += weight;
      if (n < parts) {
        const double at = mean(n), inverse = real::exp(-log_scale(n));
        // F(b) - F(a) = F(b) F(-a) (1 - e^(a - b)), without cancellation
        const double a = v == 0 ? -200 : std::clamp((edges_[v] - at) * inverse, -200.0, 200.0),
                     b = v == 255 ? 200 : std::clamp((edges_[v + 1u] - at) * inverse, -200.0, 200.0);
        mass += weight * (1 - real::exp(a - b)) / ((1 + real::exp(-b)) * (1 + real::exp(a)));
      } else if (n + 1 < weights) {
        if (shape_->atoms[n - parts] == v) mass += weight;
      } else {
        mass += weight / 256;
      }
    }
    return real::log(total) - real::log(mass);
  }

 private:
  const hierarchies::architecture* shape_;
  std::vector<double> edges_;
};

/// log p(x | z) in real numbers, as trained: what `pixel_mixture_model` and `bernoulli_model` round.
class real_pixels {
 public:
  /// `shape` must outlive it.
  real_pixels(const safetensors& weights, const hierarchies::architecture& shape) {
    if (!shape.binary()) mixture_.emplace(weights, shape);
  }

  using networks = hierarchies::networks<hierarchies::real_numbers>;

  /// -log p(x | z) in nats.
  double nats(const networks& net, const std::vector<std::vector<double>>& features,
              std::span<const std::uint8_t> x) const {
    double sum = 0;
    const auto& shape = net.shape;
    const std::size_t outputs = hierarchies::counted(shape.outputs());
    for (std::size_t g = 0; g < net.groups.size(); ++g) {
      const auto& group = shape.groups[g];
      const auto out = net.group_outputs(g, features[g], x);
      const std::size_t places = group.places.size();
      for (std::size_t c = 0; c < net.cells(group.cell); ++c)
        for (std::size_t i = 0; i < places; ++i) {
          const std::uint8_t v = x[net.pixel(group.cell, group.places[i], c)];
          const auto number = [&](std::size_t n) { return out[(c * outputs + n) * places + i]; };
          sum += shape.binary() ? binary(net.logit(number(0)), v) : grey(net, number, v);
        }
    }
    return sum;
  }

 private:
  static double binary(double logit, std::uint8_t v) { return real::softplus(v != 0 ? -logit : logit); }

  template <class Number>
  double grey(const networks& net, const Number& number, std::uint8_t v) const {
    const std::size_t parts = hierarchies::counted(net.shape.logistics),
                      weights = hierarchies::counted(net.shape.outputs()) - 2 * parts;
    return mixture_->nats(
        v, [&](std::size_t n) { return net.logit(number(n)); },
        [&](std::size_t k) { return net.pixel_mean(number(weights + k)) * 128; },
        [&](std::size_t k) { return net.pixel_log_scale(number(weights + parts + k)); });
  }

  std::optional<real_mixture> mixture_;
};

}  // namespace ansatz
