#pragma once
#include <array>
#include <cstddef>
#include <hierarchy/private/architecture.hpp>

namespace ansatz::training {

/// The mixture of an architecture's grey pixels: logistics, discretised by `edges`, atoms, and 1/256 everywhere.
struct pixel_mixture {
  hierarchies::architecture shape;
  std::array<float, 257>
      edges{};  ///< value v is the interval (edges[v], edges[v + 1]]; the outer ones infinite
};

/// For one image: pixels x[i] in 0..255, i < count, with parameters outputs[c * count + i] (the logits of the
/// weights, then means, then log scales): -log p(x) in nats, summed, and its derivatives by the parameters.
///
///   p(x) = sum_c w_c m_c(x), w = softmax(logits); m = F(b) - F(a) with a, b = (edge - mean) / scale
double mixture_nats_of(const pixel_mixture& m, const float* x, const float* outputs, std::size_t count,
                       float* slopes);

}  // namespace ansatz::training
