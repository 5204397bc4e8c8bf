#pragma once
#include <ansatz/net/network.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace ansatz {

/// How a function of a network's outputs changes with the inputs: back-propagation, the same numbers on every
/// machine. Immutable; copies share what they are made of.
///
/// Slopes are rounded to as many bits as keep every sum of a layer's transposed product an exact integer below
/// 2^53, some 30 of the largest; a product is then exact in any order. Where a hidden number is 0 nothing passes.
/// Rounding and the bounds of outputs count as if they were not there.
class network_slopes {
 public:
  explicit network_slopes(const network& net);

  /// `in`: `count` inputs one after another, as `network::run` takes them. `at_outputs`: for each the slopes at
  /// its outputs, `at_inputs`: those at its inputs, of real numbers by real numbers, whatever their fixed points.
  /// Throws `domain_error` for spans of the wrong size, an input beyond its bound, and a slope that is not
  /// finite.
  void run(std::span<const std::int32_t> in, std::span<const double> at_outputs, std::span<double> at_inputs,
           std::size_t count) const;

 private:
  struct state;
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
