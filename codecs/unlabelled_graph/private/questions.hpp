#pragma once
#include <ansatz/mixing/mixer.hpp>
#include <ansatz/mixing/probability_map.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unlabelled_graph/walked_graph.hpp>

namespace ansatz::detail {

/// ln n, n >= 1, Q16.
inline std::int32_t ln(std::uint64_t n) { return static_cast<std::int32_t>(natural_logarithm(n) >> 8); }

/// Hazards, Q32: -ln(1 - p). They add up where events are independent. The largest is 22, as of 1 - 2^-32.
inline constexpr std::uint64_t one_hazard = std::uint64_t{1} << 32, most_hazard = 22 * one_hazard;
std::uint64_t hazard_of(std::uint64_t p);       // of P, Q32
std::int32_t logit_of_hazard(std::uint64_t h);  // ln(e^h - 1), Q16

/// a b / c, at most `most`.
std::uint64_t scaled(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t most = UINT64_MAX);

/// How many rows a question is about, Q8: one, or the expected number of those that are still alike.
inline constexpr std::uint64_t one_row = 256;

/// Whether any of so many rows says yes, each of them by this logit.
class any_of_rows {
 public:
  any_of_rows(std::int32_t logit, std::uint64_t rows);

  std::int32_t logit() const { return logit_; }
  std::uint64_t single() const { return single_; }  // P of one row, Q32
  /// The derivative of ln P by the logit of a single row, Q30, at most 1: a no counts for each of the rows.
  std::int32_t miss(bool yes) const;

 private:
  std::uint64_t rows_, single_, any_;
  std::int32_t logit_;
};

/// A learning rate, Q16, that falls from high to low; half way after so many decisions.
struct falling_rate {
  std::uint32_t low, high, half_way;
  std::uint32_t at(std::uint64_t t) const {
    return low + static_cast<std::uint32_t>(std::uint64_t{high - low} * half_way / (half_way + t));
  }
};

/// What a kind of questions begins with.
struct question_model {
  std::span<const std::int32_t> weights;  ///< one an input, Q16
  std::span<const std::size_t> sets;      ///< of weights, a selector
  falling_rate rate;
  std::size_t map_contexts;
  std::uint32_t map_limit;
  bool two_maps;  ///< a final stage of one context more
};

/// A kind of questions: a mixer that corrects a first guess, and final stages.
class question {
 public:
  explicit question(const question_model& m);

  std::span<std::int32_t> inputs() { return mixer_.inputs(); }
  /// One question: the guess is the logit of a single row.
  bool ask(const decider& decide, bool truth, std::int32_t guess, std::uint64_t rows,
           std::span<const std::size_t> chosen, std::size_t map_context);
  /// P that a single row says yes, of the last question, Q32, before the final stage.
  std::uint64_t single() const { return single_; }

 private:
  mixer mixer_;
  probability_map map_, map_of_all_;
  bool two_maps_;
  falling_rate rate_;
  std::uint64_t asked_ = 0, single_ = 0;
};

}  // namespace ansatz::detail
