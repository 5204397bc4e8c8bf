#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "bit_network.hpp"
#include "bitmaps.hpp"
#include "samples.hpp"

namespace ansatz::training {

struct bitmap_training {
  std::int64_t hidden = 256, second = 32, even_hidden = 32, even_second = 16;
  std::int64_t steps = 20000, batch = 16;  ///< bitmaps a step
  double rate = 2e-3;  ///< Adam's; it rises over 100 steps, stays for half of all, and falls evenly to 0
  std::uint64_t seed = 0;

  std::string describe() const;
};

/// Bits a bitmap, in parts.
struct bitmap_bits {
  double uneven = 0, even = 0;
};

/// The two networks, their descent, and the state of it in a file.
class bitmap_trainer {
 public:
  bitmap_trainer(const bitmap_training& how, std::span<const bitmap> on);
  const bitmap_training& how() const { return how_; }

  std::int64_t steps() const { return steps_; }
  /// One batch; what it cost, a bitmap, as estimated from what was drawn.
  bitmap_bits step();
  /// Of the average of weights.
  bitmap_bits held_out(std::span<const bitmap> bitmaps) const;

  void save(const std::filesystem::path& to) const;
  /// Whether there was a state of such networks.
  bool load(const std::filesystem::path& from);

  /// With the average of weights.
  bit_network uneven() const { return averaged(uneven_, uneven_descent_); }
  bit_network even() const { return averaged(even_, even_descent_); }

 private:
  static bit_network averaged(bit_network n, const descent& d) {
    n.weights = d.average;
    return n;
  }
  float rate() const;

  bitmap_training how_;
  std::span<const bitmap> on_;
  surprises surprises_;
  bit_network uneven_, even_;
  descent uneven_descent_, even_descent_;
  std::int64_t steps_ = 0;
  std::int64_t epoch_ = -1;
  std::vector<std::uint32_t> order_;
};

}  // namespace ansatz::training
