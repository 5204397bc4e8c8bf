#include <adaptive_pixels/private/local_squares.hpp>
#include <algorithm>

namespace ansatz::detail {

local_squares::local_squares(std::size_t regressors, std::size_t columns, std::span<const float> decays,
                             std::size_t block, float ridge)
    : layout_{regressors},
      columns_{columns},
      block_{block},
      blocks_{(columns + block - 1) / block},
      ridge_{ridge},
      fresh_(layout_.size()),
      sums_(layout_.size()) {
  for (const float decay : decays) {
    float of_block = 1;
    for (std::size_t i = 0; i < block; ++i) of_block = of_block * decay;
    const std::vector<float> none(blocks_ * layout_.size());
    windows_.push_back({decay, of_block, none, none, std::vector<float>(layout_.size()),
                        std::vector<float>(layout_.width())});
  }
}

void local_squares::begin_row() {
  for (window& w : windows_) {
    std::ranges::copy(of(w.kept, blocks_ - 1), of(w.right, blocks_ - 1).begin());
    for (std::size_t b = blocks_ - 1; b-- > 0;)
      add_decayed(of(w.right, b), of(w.kept, b), of(w.right, b + 1), w.decay_of_block);
    std::ranges::fill(w.left, 0.0f);
  }
}

void local_squares::renew(std::size_t block) {
  for (window& w : windows_) {
    add_decayed(sums_, of(w.right, block), w.left, 1);
    solve_moments(layout_, sums_, ridge_, w.coefficients);
  }
}

void local_squares::learn(std::size_t column, std::span<const float> z, float weight) {
  add_products(layout_, fresh_, z, weight);
  if ((column + 1) % block_ != 0 && column + 1 != columns_) return;
  for (window& w : windows_) {
    const auto kept = of(w.kept, column / block_);
    decay_and_add(kept, fresh_, w.decay);
    add_and_decay(w.left, kept, w.decay_of_block);
  }
  std::ranges::fill(fresh_, 0.0f);
}

}  // namespace ansatz::detail
