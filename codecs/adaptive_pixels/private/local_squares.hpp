#pragma once
#include <adaptive_pixels/private/moments.hpp>
#include <cstddef>
#include <span>
#include <vector>

namespace ansatz::detail {

/// Least squares at each place of rows of pixels, weighted by how near what was seen lies: by decay^(rows +
/// columns), in both directions of the rows above and to the left in this one; one fit for each decay.
/// Columns count by blocks: moments are kept, and fits renewed, where a block begins.
class local_squares {
 public:
  local_squares(std::size_t regressors, std::size_t columns, std::span<const float> decays, std::size_t block,
                float ridge);

  std::size_t width() const { return layout_.width(); }
  void begin_row();
  /// Before the pixel at this column of the row; in their order.
  void begin(std::size_t column) {
    if (column % block_ == 0) renew(column / block_);
  }
  /// What the fit of window k predicts, of regressors that are as wide as `width()`.
  float predict(std::size_t k, std::span<const float> z) const {
    return predicted(windows_[k].coefficients, z);
  }
  /// Regressors with the target after them, and zeros.
  void learn(std::size_t column, std::span<const float> z, float weight);

 private:
  struct window {
    float decay, decay_of_block;
    std::vector<float> kept;   // a block each: what was seen in it
    std::vector<float> right;  // a block each: what rows above have from it on
    std::vector<float> left;   // all blocks that are done with in this row, and what is above them
    std::vector<float> coefficients;
  };
  void renew(std::size_t block);
  std::span<float> of(std::vector<float>& all, std::size_t block) const {
    return std::span{all}.subspan(block * layout_.size(), layout_.size());
  }

  moment_layout layout_;
  std::size_t columns_, block_, blocks_;
  float ridge_;
  std::vector<window> windows_;
  std::vector<float> fresh_, sums_;
};

}  // namespace ansatz::detail
