#include <ansatz/stack/supply.hpp>
#include <net/product.hpp>

#include "targets.hpp"

namespace ansatz {
namespace {

class products : public testing::each_target {};

/// Sums up to 2^53, where a rounding anywhere would show.
TEST_P(products, are_exact_at_any_shape) {
  const supply random = supply::seeded(3);
  for (const Eigen::Index rows : {1, 3, 8, 16, 17, 31, 40})
    for (const Eigen::Index inputs : {1, 5, 64})
      for (const Eigen::Index columns : {0, 1, 2, 3, 7, 8, 9, 20}) {
        Eigen::MatrixXd m(rows, inputs), x(inputs, columns), y(rows, columns);
        std::uint64_t at = 0;
        for (double& v : m.reshaped())
          v = static_cast<double>(static_cast<std::int64_t>(random.word(at++)) >> 40);
        for (double& v : x.reshaped())
          v = static_cast<double>(static_cast<std::int64_t>(random.word(at++)) >> 40);
        integer_matrix{m}.multiply(x.data(), static_cast<std::size_t>(columns), y.data());
        for (Eigen::Index c = 0; c < columns; ++c)
          for (Eigen::Index r = 0; r < rows; ++r) {
            std::int64_t sum = 0;
            for (Eigen::Index k = 0; k < inputs; ++k)
              sum += static_cast<std::int64_t>(m(r, k)) * static_cast<std::int64_t>(x(k, c));
            ASSERT_EQ(static_cast<std::int64_t>(y(r, c)), sum) << rows << ' ' << inputs << ' ' << columns;
          }
      }
}

INSTANTIATE_TEST_SUITE_P(targets, products, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
