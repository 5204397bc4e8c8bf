#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/mixing/detail/mixing_kernels.hpp>
#include <ansatz/mixing/weight_sets.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>

#include "targets.hpp"

namespace ansatz {
namespace {

class mixing_kernels : public testing::each_target {};

std::int32_t within(std::uint64_t word, std::int32_t most) {
  if (word % 16 == 0) return word % 32 == 0 ? most : -most;
  return static_cast<std::int32_t>(static_cast<std::int64_t>(word >> 8) % (2 * std::int64_t{most} + 1) -
                                   most);
}

/// Against one product after another, extremes included.
TEST_P(mixing_kernels, give_what_one_by_one_gives) {
  const supply random = supply::seeded(5);
  std::uint64_t next = 0;
  for (unsigned fraction = 16; fraction <= 24; ++fraction)
    for (int trial = 0; trial < 200; ++trial) {
      const std::size_t count = detail::mixing_step * (1 + random.word(next++) % 5);
      const detail::mixing_steps how{.half = trial % 2 == 0 ? 0 : std::int64_t{1} << (45 - fraction),
                                     .shift = 46 - fraction,
                                     .most = 8 << fraction};
      std::vector<std::int32_t> x(count), pulls(3);
      for (auto& e : x) e = within(random.word(next++), most_logit);
      std::vector<std::vector<std::int32_t>> sets(3, std::vector<std::int32_t>(count));
      std::vector<std::int32_t*> pointers;
      std::vector<std::int64_t> sums(3), expected_sums;
      auto expected = sets;
      for (std::size_t k = 0; k < 3; ++k) {
        pulls[k] = within(random.word(next++), 1 << 30) >> (trial % 30);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < count; ++i) {
          const std::int32_t w = sets[k][i] = within(random.word(next++), how.most);
          sum += std::int64_t{w} * x[i];
          const std::int64_t step = (std::int64_t{pulls[k]} * x[i] + how.half) >> how.shift;
          expected[k][i] = static_cast<std::int32_t>(std::clamp<std::int64_t>(w + step, -how.most, how.most));
        }
        expected_sums.push_back(sum);
        pointers.push_back(sets[k].data());
      }
      detail::mixing_dots(pointers.data(), 3, x.data(), count, sums.data());
      ASSERT_EQ(sums, expected_sums);
      detail::mixing_moves(pointers.data(), pulls.data(), 3, x.data(), count, how);
      ASSERT_EQ(sets, expected) << fraction;
    }
}
INSTANTIATE_TEST_SUITE_P(of, mixing_kernels, testing::all_targets(), testing::target_name);

constexpr std::array<std::size_t, 2> one_and_two{1, 2};

TEST(weight_sets, move_the_chosen_sets_alone_and_stop_at_8) {
  weight_sets w{3, one_and_two, {.first = one_logit / 2, .rate = 1 << 14, .fraction = 20}};
  w.inputs()[0] = one_logit, w.inputs()[1] = -2 * one_logit;
  const auto sums = w.predict(std::array<std::size_t, 2>{0, 1});
  EXPECT_EQ(sums[0], -(std::int64_t{1} << 35));  // (1 - 2) / 2, Q36
  EXPECT_EQ(sums[1], sums[0]);
  w.learn(std::array{0, 1 << 29});  // half a miss, a quarter of it
  EXPECT_EQ(w.weights(1, 1)[0], (1 << 19) + (1 << 17));
  EXPECT_EQ(w.weights(1, 1)[1], (1 << 19) - (1 << 18));
  EXPECT_EQ(w.weights(1, 1)[2], 1 << 19);
  EXPECT_EQ(w.weights(1, 0)[0], 1 << 19);
  for (int i = 0; i < 1000; ++i) w.learn(std::array{1 << 30, 0});
  EXPECT_EQ(w.weights(0, 0)[0], 8 << 20);
  EXPECT_EQ(w.weights(0, 0)[1], -(8 << 20));
  EXPECT_EQ(w.weights(1, 1)[0], (1 << 19) + (1 << 17));
}

/// Inputs are padded to whole vectors.
TEST(weight_sets, of_few_inputs_and_of_many_agree) {
  const learning l{.first = one_logit / 3, .rate = 1 << 14, .fraction = 21};
  weight_sets few{3, one_and_two, l}, many{12, one_and_two, l};
  const supply random = supply::seeded(9);
  for (std::uint64_t t = 0; t < 500; ++t) {
    for (std::size_t i = 0; i < 3; ++i)
      few.inputs()[i] = many.inputs()[i] = within(random.word(5 * t + i), most_logit);
    const std::array<std::size_t, 2> chosen{0, t % 2};
    const auto a = few.predict(chosen), b = many.predict(chosen);
    ASSERT_TRUE(std::ranges::equal(a, b));
    const std::array misses{within(random.word(5 * t + 3), 1 << 30), within(random.word(5 * t + 4), 1 << 30)};
    few.learn(misses);
    many.learn(misses);
    ASSERT_TRUE(std::ranges::equal(few.weights(1, t % 2), many.weights(1, t % 2).first(3)));
  }
}

/// What all selectors miss alike has a way of its own: one by one where inputs are few, else by vectors.
TEST(weight_sets, summed_and_missed_alike_are_what_each_is) {
  const learning l{.first = -one_logit / 5, .rate = 1 << 13, .fraction = 19, .to_nearest = false};
  const supply random = supply::seeded(11);
  for (const std::size_t inputs : {1u, 3u, 8u, 9u, 20u}) {
    weight_sets one_way{inputs, one_and_two, l}, other{inputs, one_and_two, l};
    for (std::uint64_t t = 0; t < 500; ++t) {
      for (std::size_t i = 0; i < inputs; ++i)
        one_way.inputs()[i] = other.inputs()[i] = within(random.word(32 * t + i), most_logit);
      const std::array<std::size_t, 2> chosen{0, t % 2};
      const auto sums = other.predict(chosen);
      ASSERT_EQ(one_way.predict_sum(chosen), sums[0] + sums[1]);
      const std::int32_t miss = within(random.word(32 * t + 31), 1 << 30);
      one_way.learn(miss);
      other.learn(std::array{miss, miss});
      for (std::size_t k = 0; k < 2; ++k)
        ASSERT_TRUE(std::ranges::equal(one_way.weights(k, chosen[k]), other.weights(k, chosen[k])));
    }
  }
}

TEST(weight_sets, round_as_they_are_told) {
  const std::array<std::size_t, 1> one{1};
  const learning nearest{.rate = 1 << 16, .fraction = 16};
  learning down = nearest;
  down.to_nearest = false;
  weight_sets a{1, one, nearest}, b{1, one, down};
  for (weight_sets* w : {&a, &b}) {
    w->inputs()[0] = 1 << 10;
    w->predict(std::array<std::size_t, 1>{0});
    w->learn(std::array{-(1 << 18)});  // -2^-12 times 2^-6: a quarter of a unit
  }
  EXPECT_EQ(a.weights(0, 0)[0], 0);
  EXPECT_EQ(b.weights(0, 0)[0], -1);
}

TEST(weight_sets, refuse_what_is_out_of_range) {
  const std::array<std::size_t, 1> one{1}, none{0};
  EXPECT_THROW((weight_sets{0, one, {}}), domain_error);
  EXPECT_THROW((weight_sets{1, none, {}}), domain_error);
  EXPECT_THROW((weight_sets{1, {}, {}}), domain_error);
  EXPECT_THROW((weight_sets{1025, one, {}}), domain_error);
  EXPECT_THROW((weight_sets{1, one, {.fraction = 15}}), domain_error);
  EXPECT_THROW((weight_sets{1, one, {.first = 9 * one_logit}}), domain_error);
  EXPECT_THROW((weight_sets{1, one, {.rate = (1 << 16) + 1}}), domain_error);
  weight_sets w{1, one_and_two, {}};
  EXPECT_THROW(w.set_rate(1 << 17), domain_error);
  EXPECT_THROW(w.predict(std::array<std::size_t, 2>{0, 2}), domain_error);
  EXPECT_THROW(w.predict(std::array<std::size_t, 2>{SIZE_MAX, 0}), domain_error);
  EXPECT_THROW(w.predict(std::array<std::size_t, 1>{0}), domain_error);
}

}  // namespace
}  // namespace ansatz
