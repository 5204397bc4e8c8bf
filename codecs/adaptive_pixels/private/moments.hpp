#pragma once
#include <cstddef>
#include <span>
#include <vector>

/// Sums of products of regressors, weighted, in binary32: + - x / in one order of 8 lanes, without
/// contraction, so that they are the same bits on every machine.
namespace ansatz::detail {

/// Regressors and what is to be predicted, the last one, side by side, padded by zeros to whole lanes.
inline constexpr std::size_t moment_lanes = 8;
constexpr std::size_t whole_lanes(std::size_t n) {
  return (n + moment_lanes - 1) / moment_lanes * moment_lanes;
}

/// Where products z_i z_j of n regressors and a target lie: row i, from the lane group of j = i on to the
/// end; there is no row of the target. What stands before j = i in a row is not read.
class moment_layout {
 public:
  explicit moment_layout(std::size_t regressors)
      : regressors_{regressors}, width_{whole_lanes(regressors + 1)} {
    for (std::size_t i = 0; i < regressors; ++i) {
      rows_.push_back(size_);
      size_ += width_ - first(i);
    }
  }
  std::size_t regressors() const { return regressors_; }
  std::size_t width() const { return width_; }
  std::size_t size() const { return size_; }
  std::size_t row(std::size_t i) const { return rows_[i]; }
  static std::size_t first(std::size_t i) { return i / moment_lanes * moment_lanes; }

 private:
  std::size_t regressors_, width_, size_ = 0;
  std::vector<std::size_t> rows_;
};

/// sums += weight z z^T.
void add_products(const moment_layout& l, std::span<float> sums, std::span<const float> z, float weight);
/// out <- a + b.
void add(std::span<float> out, std::span<const float> a, std::span<const float> b);
/// sums <- sums + decay next. In this and the next one, what is below 10^-20, or no number, is 0.
void add_decayed(std::span<float> sums, std::span<const float> next, float decay);
/// here, which was own + decay_of_block next, becomes decay own + fresh, and left <- decay_of_block (left + here);
/// fresh is 0 then.
void take_in(std::span<float> here, std::span<const float> next, std::span<float> fresh,
             std::span<float> left, float decay, float decay_of_block);

/// The coefficients that predict the target from the regressors with the least weighted squares, `ridge` added
/// to each diagonal element. By elimination in order; a pivot that is not above half the ridge, or no number,
/// gives its regressor the coefficient 0. `sums` is lost. As many coefficients as z is wide, padded by zeros.
void solve_moments(const moment_layout& l, std::span<float> sums, float ridge, std::span<float> coefficients);
/// sum_i c_i z_i of regressors: by lanes, and these in pairs.
float predicted(std::span<const float> coefficients, std::span<const float> z);

}  // namespace ansatz::detail
