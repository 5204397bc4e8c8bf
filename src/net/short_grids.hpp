#pragma once
#include <algorithm>
#include <ansatz/parallel.hpp>
#include <cstddef>
#include <cstdint>
#include <net/short_stack.hpp>
#include <vector>

/// What layers of 16 bits are computed in.
namespace ansatz::shorts {

/// Numbers of 16 bits with a margin of as many zeros as a convolution needs.
class margin_grid {
 public:
  void reset(grid_size size, std::size_t channels, std::size_t kernel) {
    channels_ = channels, margin_ = kernel / 2, row_ = (size.columns + 2 * margin_) * channels;
    numbers_.resize((size.rows + 2 * margin_) * row_);
    // Only the margin has to be zeros: all cells are written.
    if (margin_ == 0) return;
    const std::size_t beside = margin_ * channels_;
    std::fill_n(numbers_.begin(), margin_ * row_, std::int16_t{0});
    std::fill_n(numbers_.end() - static_cast<std::ptrdiff_t>(margin_ * row_), margin_ * row_,
                std::int16_t{0});
    for (std::size_t r = 0; r < size.rows; ++r) {
      std::fill_n(row(r) - beside, beside, std::int16_t{0});
      std::fill_n(row(r) + size.columns * channels_, beside, std::int16_t{0});
    }
  }
  std::int16_t* row(std::size_t r) { return numbers_.data() + (r + margin_) * row_ + margin_ * channels_; }
  const std::int16_t* around(std::size_t r) const { return numbers_.data() + r * row_; }
  std::size_t row_numbers() const { return row_; }

 private:
  std::size_t channels_ = 0, margin_ = 0, row_ = 0;
  std::vector<std::int16_t> numbers_;
};

/// The rows of a grid, on threads: a band of them each.
class bands {
 public:
  bands(std::size_t rows, unsigned threads)
      : rows_{rows}, count_{std::clamp<std::size_t>(threads, 1, rows)} {}

  void each(const auto& use) const {
    in_parallel(count_, static_cast<unsigned>(count_), [&](std::uint64_t band) {
      for (std::size_t r = rows_ * band / count_; r < rows_ * (band + 1) / count_; ++r) use(r);
    });
  }

 private:
  std::size_t rows_, count_;
};

/// Numbers of 32 bits, one grid for each that is kept and one that is worked on. Cells have `padded` channels.
struct wide_grids {
  std::vector<std::vector<std::int32_t>> all;
  std::size_t at = 0,  ///< the one that is read
      kept = 0;        ///< so many come first

  std::vector<std::int32_t>& read() { return all[at]; }
  /// The one to write, which is not one of those that are kept; what is in it is lost.
  std::vector<std::int32_t>& to_write(std::size_t numbers) {
    if (all.size() <= kept) all.resize(kept + 1);
    at = kept;
    all[at].resize(numbers);
    return all[at];
  }
};

}  // namespace ansatz::shorts
