#include <gtest/gtest.h>

#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/midlife.hpp>

namespace ansatz {
namespace {

using vector_4 = testing::vector_stack_32_8<4>;

TEST(lanes, of_stacks) {
  static_assert(!laned<rans_stack> && laned<vector_stack<8>> && laned<metered<vector_stack<8>>>);
  const auto s = testing::midlife<vector_4>::from(1);
  EXPECT_EQ(lanes_of(s), 4U);
  EXPECT_EQ(lanes_of(rans_stack{}), 1U);
}

TEST(lanes, push_and_pop_mean_lane_0) {
  const auto before = testing::midlife<vector_4>::from(2);
  auto s = before;
  uniform(3).push(s, 2);
  EXPECT_NE(s.head(0), before.head(0));
  for (const std::size_t lane : {1U, 2U, 3U}) EXPECT_EQ(s.head(lane), before.head(lane));
}

/// A lane and the tail behave as the one-head stack of that head and the tail does.
TEST(lanes, each_is_a_stack_of_its_head_and_the_tail) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    auto s = testing::midlife<vector_4>::from(seed);
    for (std::uint32_t step = 0; step < 200; ++step) {
      const std::uint64_t random = supply::seeded(seed).word(step + 5000);
      const std::size_t lane = random % 4;
      const auto n = static_cast<std::uint32_t>(1 + (random >> 8) % 1000);
      testing::rans_stack_32_8 one{s.head(lane), {s.words().begin(), s.words().end()}, s.below(), s.taken()};
      lanes_view view{s, lane, 1};
      if (random >> 63 != 0) {
        const auto x = static_cast<std::uint32_t>((random >> 20) % n);
        uniform(n).push(view, x);
        uniform(n).push(one, x);
      } else {
        ASSERT_EQ(uniform(n).pop(view), uniform(n).pop(one));
      }
      ASSERT_EQ(one, (testing::rans_stack_32_8{
                         s.head(lane), {s.words().begin(), s.words().end()}, s.below(), s.taken()}));
    }
  }
}

TEST(lanes, a_view_of_a_view_is_one_of_the_stack) {
  auto s = testing::midlife<vector_4>::from(6), t = s;
  lanes_view outer{s, 1, 3};
  auto inner = view_lanes(outer, 1, 2);
  static_assert(std::same_as<decltype(inner), lanes_view<vector_4>>);
  inner.push_each(std::vector{1u, 2u, 3u}, std::vector{1u, 1u, 1u}, total{9});
  for (const auto& [lane, x] : {std::pair{2u, 3u}, {3u, 2u}, {2u, 1u}})
    t.push_on(lane, interval{x, 1}, total{9});
  EXPECT_EQ(s, t);
  EXPECT_EQ(inner.head(1), s.head(3));
  EXPECT_THROW(s.push_each_on({3, 2}, std::vector{1u}, std::vector{1u}, total{9}), domain_error);
  EXPECT_THROW(s.pop_each_on({0, 5}, 1, total{9}, [](auto&&...) {}), domain_error);
}

TEST(lanes, a_view_has_its_own_and_no_others) {
  auto s = testing::midlife<vector_4>::from(6);
  const auto before = s;
  lanes_view view{s, 1, 2};
  const auto find = [](std::uint32_t cell) { return found<int>{0, {cell, 1}}; };
  for (const std::size_t lane : {2u, 3u, 4u}) {
    EXPECT_THROW(view.push_on(lane, interval{0, 1}, total{9}), domain_error);
    EXPECT_THROW(view.pop_on(lane, total{9}, find), domain_error);
    EXPECT_THROW((void)view.head(lane), domain_error);
  }
  EXPECT_THROW(view.push_each_on({0, 3}, std::vector{1u}, std::vector{1u}, total{9}), domain_error);
  EXPECT_THROW(view.push_each_on({2, 1}, std::vector{1u}, std::vector{1u}, total{9}), domain_error);
  EXPECT_THROW(view.push_each_on({0, 0}, std::vector{1u}, std::vector{1u}, total{9}), domain_error);
  EXPECT_THROW((void)s.head(4), domain_error);
  any_stack any{view};
  for (const std::size_t lane : {2u, 3u}) {
    EXPECT_THROW(any.push_on(lane, interval{0, 1}, total{9}), domain_error);
    EXPECT_THROW(any.pop_on(lane, total{9}, find), domain_error);
  }
  EXPECT_THROW(any.push_each_on({1, 2}, std::vector{1u}, std::vector{1u}, total{9}), domain_error);
  EXPECT_THROW((void)any.some_lanes(1, 2), domain_error);
  EXPECT_EQ(s, before);
}

TEST(lanes, an_array_codes_element_i_on_lane_i_mod_N) {
  const auto codec = array(10, [](std::size_t i) { return uniform(static_cast<std::uint32_t>(i + 200)); });
  const std::vector<std::uint32_t> x{0, 11, 22, 33, 44, 55, 66, 77, 88, 99};
  auto s = testing::midlife<vector_4>::from(3), by_hand = s;
  codec.push(s, x);
  for (std::uint32_t i = 10; i-- > 0;) by_hand.push_on(i % 4, interval{x[i], 1}, total{i + 200});
  EXPECT_EQ(s, by_hand);
}

TEST(lanes, an_array_in_an_array_stays_on_its_lane) {
  const auto codec = array(3, [](std::size_t) { return array(5, [](std::size_t) { return uniform(256); }); });
  const auto before = testing::midlife<vector_4>::from(4);
  auto s = before;
  codec.push(s, std::vector<std::vector<std::uint32_t>>(3, {1, 2, 3, 4, 5}));
  EXPECT_EQ(s.head(3), before.head(3));
  EXPECT_EQ(codec.pop(s), (std::vector<std::vector<std::uint32_t>>(3, {1, 2, 3, 4, 5})));
  EXPECT_EQ(s, before);
}

struct rows_walker {
  std::uint32_t sum = 0;
  auto next() {
    return array(6, [n = sum + 7](std::size_t) { return uniform(n); });
  }
  void learn(const std::vector<std::uint32_t>& x) { sum += x[0]; }
};

TEST(lanes, a_recorder_keeps_them) {
  const auto codec = autoregressive(5, [] { return rows_walker{}; });
  const std::vector<std::vector<std::uint32_t>> x(5, {6, 5, 4, 3, 2, 1});
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto before = testing::midlife<vector_4>::from(seed);
    auto s = before;
    codec.push(s, x);
    for (std::size_t lane = 0; lane < 4; ++lane) EXPECT_NE(s.head(lane), before.head(lane));
    ASSERT_EQ(codec.pop(s), x);
    ASSERT_EQ(s, before);
    (void)codec.push(s, codec.pop(s));
    ASSERT_EQ(s, before);
  }
}

}  // namespace
}  // namespace ansatz
