#include <ansatz/stack/supply.hpp>
#include <net/convolution.hpp>

#include "targets.hpp"

namespace ansatz {
namespace {

class convolutions : public testing::each_target {};

/// Sums up to 2^53, where a rounding anywhere would show, against integers.
TEST_P(convolutions, are_exact_at_any_shape) {
  const supply random = supply::seeded(3);
  std::uint64_t at = 0;
  const auto number = [&] { return static_cast<double>(static_cast<std::int64_t>(random.word(at++)) >> 41); };
  for (const std::size_t size : {1u, 3u})
    for (const std::size_t outputs : {1u, 8u, 16u, 17u, 40u})
      for (const std::size_t inputs : {1u, 3u, 16u})
        for (const std::size_t cells : {1u, 4u, 5u, 7u, 8u, 9u, 14u, 23u}) {
          std::vector<double> weights(outputs * inputs * size * size), x(size * (cells + size - 1) * inputs);
          for (double& v : weights) v = number();
          for (double& v : x) v = number();
          const integer_convolution c{weights, outputs, inputs, size};
          std::vector<double> y(cells * c.stride());
          const std::size_t row = (cells + size - 1) * inputs;
          c.multiply(x.data(), row, cells, y.data());
          for (std::size_t cell = 0; cell < cells; ++cell)
            for (std::size_t o = 0; o < outputs; ++o) {
              std::int64_t sum = 0;
              for (std::size_t i = 0; i < inputs; ++i)
                for (std::size_t r = 0; r < size; ++r)
                  for (std::size_t k = 0; k < size; ++k)
                    sum += static_cast<std::int64_t>(weights[((o * inputs + i) * size + r) * size + k]) *
                           static_cast<std::int64_t>(x[r * row + (cell + k) * inputs + i]);
              ASSERT_EQ(static_cast<std::int64_t>(y[cell * c.stride() + o]), sum)
                  << size << ' ' << outputs << ' ' << inputs << ' ' << cells;
            }
        }
}

INSTANTIATE_TEST_SUITE_P(targets, convolutions, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
