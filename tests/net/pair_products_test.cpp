#include <gtest/gtest.h>

#include <ansatz/stack/supply.hpp>
#include <cstddef>
#include <cstdint>
#include <net/pair_products.hpp>
#include <vector>

#include "targets.hpp"

namespace ansatz::detail {
namespace {

class pair_products : public testing::each_target {};

TEST_P(pair_products, are_those_of_a_matrix) {
  const supply words = supply::seeded(3);
  std::uint64_t next = 0;
  const auto number = [&] {
    return static_cast<std::int16_t>(static_cast<std::int32_t>(words.word(next++) >> 52) - 2048);
  };
  for (const std::size_t outputs : {std::size_t{16}, std::size_t{48}, std::size_t{256}})
    for (const std::size_t pairs : {std::size_t{0}, std::size_t{1}, std::size_t{37}}) {
      std::vector<std::int16_t> weights(2 * pairs * outputs), in(2 * pairs);
      std::vector<std::int32_t> biases(outputs), out(outputs);
      for (auto& w : weights) w = number();
      // Some pairs are 0, some half so.
      for (std::size_t i = 0; i < in.size(); ++i)
        in[i] = i / 2 % 3 == 0 || i % 5 == 0 ? std::int16_t{0} : number();
      for (auto& b : biases) b = number() * 1000;
      multiply_pairs(weights, biases, in, pairs, out);
      for (std::size_t j = 0; j < outputs; ++j) {
        std::int32_t sum = biases[j];
        for (std::size_t i = 0; i < in.size(); ++i) sum += weights[(i / 2 * outputs + j) * 2 + i % 2] * in[i];
        EXPECT_EQ(out[j], sum);
      }
    }
}

/// The largest weights and inputs that there can be.
TEST_P(pair_products, reach_the_ends_of_their_ranges) {
  constexpr std::int16_t most = 8191;
  std::vector<std::int16_t> weights(2 * 32 * 2), in(64, most);
  std::vector<std::int32_t> biases(32), out(32);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = i % 4 < 2 ? 32767 : -32767;
  for (std::size_t j = 0; j < 32; ++j) biases[j] = static_cast<std::int32_t>(j) - 16;
  multiply_pairs(weights, biases, in, 2, out);
  for (std::size_t j = 0; j < 32; ++j)
    EXPECT_EQ(out[j], biases[j] + (j % 2 == 0 ? 4 : -4) * 32767 * most) << j;
}

INSTANTIATE_TEST_SUITE_P(of, pair_products, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz::detail
