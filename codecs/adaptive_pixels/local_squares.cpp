#include <adaptive_pixels/private/local_squares.hpp>
#include <algorithm>

namespace ansatz::detail {

local_squares::local_squares(std::size_t regressors, std::size_t columns, float decay, std::size_t block,
                             float ridge)
    : layout_{regressors},
      columns_{columns},
      block_{block},
      blocks_{(columns + block - 1) / block},
      decay_{decay},
      ridge_{ridge},
      kept_((blocks_ + 1) * layout_.size()),
      left_(layout_.size()),
      fresh_(layout_.size()),
      sums_(layout_.size()),
      coefficients_(layout_.width()) {
  for (std::size_t i = 0; i < block; ++i) decay_of_block_ = decay_of_block_ * decay;
}

void local_squares::begin_row() {
  for (std::size_t b = blocks_ - 1; b-- > 0;) add_decayed(at(b), at(b + 1), decay_of_block_);
  std::ranges::fill(left_, 0.0f);
}

void local_squares::renew(std::size_t block) {
  add(sums_, at(block), left_);
  solve_moments(layout_, sums_, ridge_, coefficients_);
}

void local_squares::learn(std::size_t column, std::span<const float> z, float weight) {
  add_products(layout_, fresh_, z, weight);
  if ((column + 1) % block_ != 0 && column + 1 != columns_) return;
  const std::size_t b = column / block_;
  take_in(at(b), at(b + 1), fresh_, left_, decay_, decay_of_block_);
}

}  // namespace ansatz::detail
