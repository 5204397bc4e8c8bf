#include <gtest/gtest.h>

#include <adaptive_pixels/private/local_squares.hpp>
#include <adaptive_pixels/private/moments.hpp>
#include <ansatz/stack/supply.hpp>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "targets.hpp"

namespace ansatz::detail {
namespace {

/// Whole numbers from -100 to 100, as regressors are.
class drawn_numbers {
 public:
  float next() { return static_cast<float>(static_cast<int>(words_.word(at_++) % 201) - 100); }

 private:
  supply words_ = supply::seeded(5);
  std::uint64_t at_ = 0;
};

std::uint64_t hash_of(std::span<const float> x) {
  std::uint64_t h = 0;
  for (const float v : x) h = (h ^ std::bit_cast<std::uint32_t>(v)) * 0x9e3779b97f4a7c15;
  return h;
}

/// Everything that vectors do, on rows of a few widths, hashed.
std::uint64_t worked_through() {
  std::uint64_t h = 0;
  drawn_numbers draw;
  for (const std::size_t n : {1u, 7u, 8u, 9u, 38u}) {
    const moment_layout l{n};
    std::vector<float> sums(l.size()), kept(l.size()), left(l.size()), fresh(l.size()), z(l.width()),
        c(l.width());
    for (int k = 0; k < 60; ++k) {
      for (std::size_t i = 0; i <= n; ++i) z[i] = draw.next();
      add_products(l, fresh, z, 1 / (1 + std::abs(draw.next())));
      take_in(kept, left, fresh, left, 0.88f, 0.7f);
      add_decayed(kept, left, 0.3f);
      add(sums, kept, left);
    }
    h = (h ^ hash_of(sums)) * 31;
    solve_moments(l, sums, 0.15f, c);
    h = (h ^ hash_of(c)) * 31;
    const float p = predicted(c, z);
    h = (h ^ hash_of(std::span{&p, 1})) * 31;
  }
  return h;
}

class moments : public testing::each_target {};

TEST_P(moments, have_the_same_bits) { EXPECT_EQ(worked_through(), 6586692223803782457u); }

TEST_P(moments, of_a_rule_give_the_rule) {
  const moment_layout l{5};
  std::vector<float> sums(l.size()), z(l.width()), c(l.width());
  drawn_numbers draw;
  for (int k = 0; k < 200; ++k) {
    for (std::size_t i = 0; i < 5; ++i) z[i] = draw.next();
    z[5] = 2 * z[0] - z[1] + 0.5f * z[4];
    add_products(l, sums, z, 0.01f);
  }
  solve_moments(l, sums, 0.001f, c);
  const std::vector<double> rule{2, -1, 0, 0, 0.5};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(c[i], rule[i], 1e-4) << i;
  for (std::size_t i = 5; i < c.size(); ++i) EXPECT_EQ(c[i], 0) << "padding";
  for (std::size_t i = 0; i < 5; ++i) z[i] = 10;
  EXPECT_NEAR(predicted(c, z), 15, 1e-2);
}

/// Regressors that are one and the same, nothing at all, and what is no number.
TEST_P(moments, that_are_singular_are_defined) {
  const moment_layout l{3};
  std::vector<float> sums(l.size()), z(l.width()), c(l.width(), 7.0f);
  solve_moments(l, sums, 0.15f, c);
  for (const float x : c) EXPECT_EQ(x, 0);
  z = {4, 4, 0, 8, 0, 0, 0, 0};
  std::vector<float> twice(l.size());
  add_products(l, twice, z, 1e6f);
  solve_moments(l, twice, 1e-6f, c);
  EXPECT_NEAR(predicted(c, z), 8, 1e-2);
  for (const float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    std::vector<float> spoilt(l.size(), bad);
    solve_moments(l, spoilt, 0.15f, c);  // whatever it gives, it ends
    std::vector<float> kept(l.size()), left(l.size()), none(l.size()),
        fresh(l.size(), std::numeric_limits<float>::quiet_NaN());
    take_in(kept, none, fresh, left, 0.5f, 0.5f);
    for (const float x : kept) EXPECT_EQ(x, 0) << "what is no number is nothing";
    for (const float x : left) EXPECT_EQ(x, 0);
  }
}

TEST_P(moments, that_decay_end_at_nothing) {
  std::vector<float> kept(8, 1e6f), none(8), left(8), fresh(8);
  for (int k = 0; k < 300; ++k) take_in(kept, none, fresh, left, 0.7f, 0.7f);
  for (const float x : kept) EXPECT_EQ(std::bit_cast<std::uint32_t>(x), 0u);
  for (const float x : left) EXPECT_EQ(std::bit_cast<std::uint32_t>(x), 0u);
}

/// What lies from a block on to the right becomes what is in it, and goes over to the left.
TEST_P(moments, that_are_taken_in_go_from_right_to_left) {
  std::vector<float> here(8, 5 + 0.5f * 8), next(8, 8), fresh(8, 3), left(8, 1);
  take_in(here, next, fresh, left, 0.25f, 0.5f);
  for (const float x : here) EXPECT_EQ(x, 0.25f * 5 + 3);
  for (const float x : left) EXPECT_EQ(x, 0.5f * (1 + 0.25f * 5 + 3));
  for (const float x : fresh) EXPECT_EQ(x, 0);
}

INSTANTIATE_TEST_SUITE_P(of, moments, testing::all_targets(), testing::target_name);

/// The rule changes between the left and the right half: near fits see only their own.
TEST(local_squares, learn_what_holds_nearby) {
  local_squares narrow{2, 64, 0.7f, 2, 0.01f}, broad{2, 64, 0.96f, 2, 0.01f};
  std::vector<float> z(narrow.width());
  drawn_numbers draw;
  double near = 0, wide = 0;
  for (int y = 0; y < 40; ++y) {
    narrow.begin_row();
    broad.begin_row();
    for (std::size_t x = 0; x < 64; ++x) {
      z[0] = draw.next();
      z[1] = draw.next();
      z[2] = 0;
      narrow.begin(x);
      broad.begin(x);
      const float truth = x < 32 ? z[0] : z[1];
      if (y > 20) {
        near += std::abs(narrow.predict(z) - truth);
        wide += std::abs(broad.predict(z) - truth);
      }
      z[2] = truth;
      narrow.learn(x, z, 0.01f);
      broad.learn(x, z, 0.01f);
    }
  }
  EXPECT_LT(near, wide);
  EXPECT_LT(near / (19 * 64), 10);
}

}  // namespace
}  // namespace ansatz::detail
