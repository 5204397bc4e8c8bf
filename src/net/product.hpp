#pragma once
#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace ansatz {

/// A matrix of integers carried by binary64, laid out for products with a few columns at a time. Where every
/// partial sum stays below 2^53 a product is exact in any order, with fused operations or without: vectors of
/// any width give the same integers.
class integer_matrix {
 public:
  explicit integer_matrix(const Eigen::MatrixXd& m);

  /// y = M x, columns one after another.
  void multiply(const double* x, std::size_t columns, double* y) const;

  static constexpr std::size_t tile = 16;  ///< rows whose weights for an input lie side by side

 private:
  std::size_t rows_, inputs_;
  std::vector<double> tiles_;  // rows beyond the last are 0
};

}  // namespace ansatz
