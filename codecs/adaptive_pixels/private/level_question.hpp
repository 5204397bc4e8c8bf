#pragma once
#include <adaptive_pixels/private/level_mixture.hpp>
#include <ansatz/mixing/counter.hpp>
#include <ansatz/mixing/decision_log.hpp>
#include <ansatz/mixing/mixer.hpp>
#include <ansatz/mixing/probability_map.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz::detail {

/// A logistic distribution of a level, in units of 1/256 of one.
struct expectation {
  std::int32_t mean = 0, scale = 256;
};

/// What decides which weights, counters and maps a level's decisions use.
struct level_contexts {
  std::uint32_t energy = 0;      ///< of errors around, below 32
  std::uint32_t activity = 0;    ///< of what is known of other planes, or of predictions' spread; below 16
  std::uint32_t signs = 0;       ///< of errors around, below 256
  std::uint32_t shape = 0;       ///< which neighbours are larger than what is expected, below 256
  std::uint32_t difference = 0;  ///< of planes, or a level; below 512
  std::uint32_t parity = 0;      ///< of row and column, below 4
};

/// A level, 0 to 255, by decisions: on which side of what is expected it lies, how many steps away, and
/// where in that step. What a logistic distribution and a network's mixture say of a decision is mixed with
/// counters, and refined.
class level_question {
 public:
  /// Of so many levels; tables are as large as these fill.
  explicit level_question(std::size_t levels);

  /// Steps are counted from the mixture's mean, and as wide as it is.
  std::uint8_t ask(const decider& decide, std::uint8_t truth, const expectation& e, const level_mixture& m,
                   const level_contexts& around);

 private:
  static constexpr std::size_t kinds = 40, distributions = 2, counters = 6;

  bool ask_from(std::int32_t level, std::size_t kind, const decider& decide, bool truth);

  unsigned table_bits_;
  mixer mixer_;
  probability_map map_;
  std::vector<adaptive_probability> seen_;  // a table a counter
  // Of the level that is asked about.
  const level_mixture* mixture_ = nullptr;
  level_contexts around_;
  std::int32_t mean_ = 0;
  std::int64_t inverse_ = 0;           // of the scale: a logit is (level - mean) inverse / 256
  std::size_t width_ = 0;              // of the mixture, below 16
  std::int32_t low_ = 0, high_ = 255;  // it is none outside
  struct bounds {
    std::uint64_t from, to;  // P of all levels below low, and up to high
  };
  std::array<bounds, distributions> bounds_{};
};

}  // namespace ansatz::detail
