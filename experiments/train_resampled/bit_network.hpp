#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "samples.hpp"

namespace ansatz::training {

/// Three dense layers from inputs of 0 and 1 to a logit, between them what is positive. All weights lie in one array, so
/// that they are moved and kept as one: of each input its `hidden` weights, and biases; of each hidden unit its `second`
/// weights, and biases; `second` weights and a bias, padded. Both sizes are multiples of 16.
struct bit_network {
  std::size_t inputs = 0, hidden = 0, second = 0;
  std::vector<float> weights;

  bit_network(std::size_t inputs, std::size_t hidden, std::size_t second);
  void begin(std::uint32_t seed);

  std::size_t bias1() const { return inputs * hidden; }
  std::size_t weight2() const { return bias1() + hidden; }
  std::size_t bias2() const { return weight2() + hidden * second; }
  std::size_t weight3() const { return bias2() + second; }
  std::size_t bias3() const { return weight3() + second; }
  std::size_t size() const { return bias3() + 16; }
};

/// Bits that the samples cost, each as often as it weighs; and adds to the gradient, in nats, where it is not empty.
double bits_of(const bit_network& n, const samples& s, std::span<float> gradient = {});

/// Adam, and a running average of the weights.
struct descent {
  std::vector<float> mean, square, average;
  std::int64_t steps = 0;

  explicit descent(const bit_network& n);
  void step(bit_network& n, std::span<const float> gradient, float rate);
};

}  // namespace ansatz::training
