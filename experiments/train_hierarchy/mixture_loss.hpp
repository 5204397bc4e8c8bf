#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace ansatz::training {

/// A grey pixel's mixture: `logistics` logistics, discretised by `edges`, atoms, and 1/256 everywhere.
struct pixel_mixture {
  std::size_t logistics = 0;
  std::vector<float> atoms;
  std::array<float, 257>
      edges{};  ///< value v is the interval (edges[v], edges[v + 1]]; the outer ones infinite
  float mean_low = 0, mean_high = 0, log_scale_low = 0, log_scale_high = 0, logit = 0;  ///< clamps

  std::size_t weights() const { return logistics + atoms.size() + 1; }
  std::size_t outputs() const { return weights() + 2 * logistics; }
};

/// For one image: pixels x[i] in 0..255, i < count, with parameters outputs[c * count + i] (the logits of the
/// weights, then means, then log scales): -log p(x) in nats, summed, and its derivatives by the parameters.
///
///   p(x) = sum_c w_c m_c(x), w = softmax(logits); m = F(b) - F(a) with a, b = (edge - mean) / scale
double mixture_nats_of(const pixel_mixture& m, const float* x, const float* outputs, std::size_t count,
                       float* slopes);

}  // namespace ansatz::training
