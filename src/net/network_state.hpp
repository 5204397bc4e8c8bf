#pragma once
#include <Eigen/Core>
#include <ansatz/net/network.hpp>
#include <cstddef>
#include <cstdint>
#include <net/exact.hpp>
#include <net/product.hpp>
#include <span>
#include <vector>

namespace ansatz {

/// What a network is made of.
struct network::state {
  struct layer {
    Eigen::MatrixXd weight;  // integers
    Eigen::VectorXd bias;
    double to_output;  // a power of two: units of the sum to units of the output
    double unit;       // a power of two: that of an integer weight
    integer_matrix product{weight};

    /// The sums of so many columns, biases with them, in the output's units, rounded.
    void apply(const double* in, std::size_t count, Eigen::MatrixXd& out) const;
  };

  std::vector<layer> layers;
  double input_bound = 0;  // of every |input|: what the sums were checked for

  /// Inputs as columns. Throws `domain_error` for one beyond the bound.
  void columns_of(std::span<const std::int32_t> in, std::size_t count, Eigen::MatrixXd& out) const;
  void run_block(std::span<const std::int32_t> in, std::span<std::int32_t> out, std::size_t count) const;
};

}  // namespace ansatz
