#pragma once
#include <adaptive_pixels/private/moments.hpp>
#include <cstddef>
#include <span>
#include <vector>

namespace ansatz::detail {

/// Least squares at each place of rows of pixels, weighted by how near what was seen lies: by decay^(rows +
/// columns), in both directions of the rows above and to the left in this one. Columns count by blocks: moments
/// are kept, and the fit renewed, where a block begins.
class local_squares {
 public:
  local_squares(std::size_t regressors, std::size_t columns, float decay, std::size_t block, float ridge);

  std::size_t width() const { return layout_.width(); }
  void begin_row();
  /// Before the pixel at this column of the row; in their order.
  void begin(std::size_t column) {
    if (column % block_ == 0) renew(column / block_);
  }
  /// What the fit predicts, of regressors that are as wide as `width()`.
  float predict(std::span<const float> z) const { return predicted(coefficients_, z); }
  /// Regressors with the target after them, and zeros.
  void learn(std::size_t column, std::span<const float> z, float weight);

 private:
  void renew(std::size_t block);
  std::span<float> at(std::size_t block) {
    return std::span{kept_}.subspan(block * layout_.size(), layout_.size());
  }

  moment_layout layout_;
  std::size_t columns_, block_, blocks_;
  float decay_, decay_of_block_ = 1, ridge_;
  // A block each, and zeros after the last: what rows so far have in it; from `begin_row` on until it was walked
  // over, what they have from it on to the right, decayed.
  std::vector<float> kept_;
  std::vector<float> left_;  // all blocks that are done with in this row, and what is above them
  std::vector<float> fresh_, sums_, coefficients_;
};

}  // namespace ansatz::detail
