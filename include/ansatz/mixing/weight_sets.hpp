#pragma once
#include <ansatz/mixing/detail/mixing_kernels.hpp>
#include <ansatz/mixing/logit.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// How weights begin and learn.
struct learning {
  std::int32_t first = 0;  ///< every weight, Q16, at most `weight_sets::most` either way
  std::uint32_t rate = 0;  ///< of a miss times an input, Q16: at most 1
  unsigned fraction = 24;  ///< bits of a weight after the point, 16 to 24
  bool to_nearest = true;  ///< what a weight moves by, else rounded down
};

/// Inputs, and several selectors, each with sets of weights of its own, one of which is chosen a
/// decision: what mixers are made of. The prediction of a selector is the sum of the inputs times the
/// weights of its chosen set.
class weight_sets {
 public:
  static constexpr std::int32_t most = 8;  ///< weights end there, either way
  static constexpr std::size_t most_inputs = 1024;

  /// `sets[k]` for selector k. Throws `domain_error` for what is out of range.
  weight_sets(std::size_t inputs, std::span<const std::size_t> sets, learning l);

  /// Q16, at most `most_logit` either way: to be filled before a prediction, and left until what was
  /// missed is learnt.
  std::span<std::int32_t> inputs() { return std::span{x_}.first(inputs_); }
  /// Lets every set begin with these weights, Q16, an input each, instead of `learning::first`.
  void begin(std::span<const std::int32_t> weights);
  std::size_t selectors() const { return first_.size() - 1; }
  unsigned fraction() const { return learning_.fraction; }
  /// Of a selector's set, Q`fraction`.
  std::span<const std::int32_t> weights(std::size_t selector, std::size_t set) const {
    return std::span{weights_}.subspan((first_[selector] + set) * x_.size(), inputs_);
  }

  /// sum_i w_i x_i of each selector, Q(16 + fraction), exact. `chosen[k]` is a set of selector k. Throws
  /// `domain_error` for one that is not there. The span lasts until the next call.
  std::span<const std::int64_t> predict(std::span<const std::size_t> chosen);
  /// Their sum, sooner.
  std::int64_t predict_sum(std::span<const std::size_t> chosen);
  /// w_i <- w_i + rate misses[k] x_i in the chosen sets, misses Q30: first rate times miss is rounded to
  /// nearest, Q30, then the step as `learning` says.
  void learn(std::span<const std::int32_t> misses);
  /// The same miss of all selectors.
  void learn(std::int32_t miss);
  /// From now on; as in `learning`.
  void set_rate(std::uint32_t rate);

 private:
  void choose(std::span<const std::size_t> chosen);
  /// So few inputs that vectors would wait for what was just stored.
  bool few() const { return x_.size() == detail::mixing_step; }
  std::int32_t pull_of(std::int32_t miss) const {
    return static_cast<std::int32_t>((std::int64_t{miss} * learning_.rate + (1 << 15)) >> 16);
  }
  detail::mixing_steps steps() const;
  void move();

  std::size_t inputs_;
  learning learning_;
  std::vector<std::int32_t> x_;     // padded by zeros to whole vectors, as each set is
  std::vector<std::size_t> first_;  // set of each selector, and how many there are
  std::vector<std::int32_t> weights_;
  std::vector<std::int32_t*> chosen_;
  std::vector<std::int32_t> pulls_;
  std::vector<std::int64_t> sums_;
};

}  // namespace ansatz
