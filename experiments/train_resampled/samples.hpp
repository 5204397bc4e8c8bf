#pragma once
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "bitmaps.hpp"

namespace ansatz::training {

/// Pixels of bitmaps as a network sees them: which of its inputs are 1, what came, and for how many such pixels each
/// stands.
struct samples {
  std::vector<std::uint16_t> inputs;  // one pixel's after another's
  std::vector<std::uint32_t> ends;
  std::vector<float> inked, weights;

  std::size_t size() const { return ends.size(); }
  std::span<const std::uint16_t> inputs_of(std::size_t i) const {
    const std::size_t first = i == 0 ? 0 : ends[i - 1];
    return std::span{inputs}.subspan(first, ends[i] - first);
  }
  void clear() { *this = {}; }
};

/// The samples of either network: of even neighbourhoods and of others.
struct sample_pair {
  samples uneven, even;
  void clear() { uneven.clear(), even.clear(); }
};

/// How surprising a pixel is to a table of its 17 nearest ones. What it expects teaches little: few such pixels are
/// drawn, and count for more.
class surprises {
 public:
  explicit surprises(std::span<const bitmap> bitmaps);
  /// The probability with which a pixel is drawn.
  float share(std::uint32_t context, bool inked) const;

 private:
  std::vector<float> inked_;
};

/// Adds a bitmap's pixels, all of them or as they are drawn.
void add_all(const bitmap& b, sample_pair& to);
void add_drawn(const bitmap& b, const surprises& s, std::mt19937& random, sample_pair& to);

}  // namespace ansatz::training
