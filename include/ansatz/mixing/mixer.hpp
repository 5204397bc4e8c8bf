#pragma once
#include <ansatz/mixing/weight_sets.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// Mixes predictions in the logistic domain (Mahoney, *Adaptive weighing of context models for lossless
/// data compression*, 2005): P(1) = squash(mean over selectors k of sum_i w_{k, i} x_i).
///
/// A decision: fill `inputs()`, then `mix`, code it, and `learn` what was missed, with the same inputs.
/// Moved, not copied.
class mixer {
 public:
  /// `sets[k]` for selector k. Throws `domain_error` for what `weight_sets` refuses.
  mixer(std::size_t inputs, std::span<const std::size_t> sets, learning l) : weights_{inputs, sets, l} {}
  mixer(mixer&&) = default;
  mixer& operator=(mixer&&) = default;

  std::span<std::int32_t> inputs() { return weights_.inputs(); }
  /// Lets every set begin with these weights, Q16, instead of `learning::first`.
  void begin(std::span<const std::int32_t> weights) { weights_.begin(weights); }
  /// The mixed logit, rounded down, at most `most_logit` either way. `chosen[k]` is a set of selector k.
  std::int32_t mix(std::span<const std::size_t> chosen);
  /// The miss, Q30, of whatever was predicted in the end moves the chosen sets.
  void learn(std::int32_t miss) { weights_.learn(miss); }
  void set_rate(std::uint32_t rate) { weights_.set_rate(rate); }
  const weight_sets& weights() const { return weights_; }

 private:
  weight_sets weights_;
};

/// Two layers: each selector predicts alone, and learns from what it alone missed; what they predict is
/// mixed by a `mixer` of one selector, whose weights begin as a mean. Better than a mean where contexts
/// are many.
class layered_mixer {
 public:
  /// `sets[k]` for selector k of the first layer, `last_sets` for the last.
  layered_mixer(std::size_t inputs, std::span<const std::size_t> sets, learning l, std::size_t last_sets,
                std::uint32_t last_rate);

  std::span<std::int32_t> inputs() { return first_.inputs(); }
  std::int32_t mix(std::span<const std::size_t> chosen, std::size_t last);
  /// The last layer, too, learns from what it alone missed, whatever stages follow.
  void learn(bool decision);
  void set_rates(std::uint32_t first, std::uint32_t last) {
    first_.set_rate(first);
    last_.set_rate(last);
  }

 private:
  weight_sets first_;
  std::vector<std::int32_t> misses_;
  mixer last_;
  std::int32_t mixed_ = 0;
};

}  // namespace ansatz
