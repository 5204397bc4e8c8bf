#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/combinator/substack.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "stack/counting_stack.hpp"

namespace ansatz {
namespace {

const auto two_parts = serial(substack(0, 1, repeat(4, uniform(10))), substack(1, 2, repeat(5, uniform(7))));
const auto symbols = rc::gen::map(rc::gen::arbitrary<std::array<std::uint32_t, 9>>(), [](const auto& raw) {
  std::vector<std::uint32_t> a(raw.begin(), raw.begin() + 4), b(raw.begin() + 4, raw.end());
  for (auto& x : a) x %= 10;
  for (auto& x : b) x %= 7;
  return std::tuple{a, b};
});
ANSATZ_LAWS(substacks_in_series, two_parts, symbols);

using stack_4 = testing::vector_stack_16_8<4>;

TEST(substack, touches_only_its_lanes) {
  const auto before = testing::midlife<stack_4>::from(1);
  auto s = before;
  substack(1, 2, repeat(9, uniform(100))).push(s, std::vector<std::uint32_t>(9, 42));
  EXPECT_EQ(s.head(0), before.head(0));
  EXPECT_NE(s.head(1), before.head(1));
  EXPECT_NE(s.head(2), before.head(2));
  EXPECT_EQ(s.head(3), before.head(3));
}

TEST(substack, counts_from_the_lane_of_the_one_around_it) {
  auto s = testing::midlife<stack_4>::from(2), by_hand = s;
  substack(1, 3, substack(1, 2, repeat(3, uniform(100)))).push(s, {5, 6, 7});
  for (const auto& [lane, x] : {std::pair{2U, 7U}, {3U, 6U}, {2U, 5U}})
    by_hand.push_on(lane, interval{x, 1}, total{100});
  EXPECT_EQ(s, by_hand);
}

TEST(substack, is_its_codec_on_one_lane) {
  EXPECT_EQ(testing::bytes_of(substack(3, 2, repeat(3, uniform(1000))), {1, 2, 3}),
            testing::bytes_of(repeat(3, uniform(1000)), {1, 2, 3}));
}

TEST(substack, refuses_lanes_that_are_not_there) {
  auto s = testing::midlife<stack_4>::from(3);
  const auto before = s;
  EXPECT_THROW(substack(2, 3, uniform(3)).push(s, 1), domain_error);
  EXPECT_THROW(substack(4, 1, uniform(3)).pop(s), domain_error);
  EXPECT_THROW(substack(1, ~std::size_t{0}, uniform(3)).push(s, 1), domain_error);
  EXPECT_EQ(s, before);
  EXPECT_THROW(substack(1, 0, uniform(3)), domain_error);
}

/// What stands under a substack goes on in batches, and the compiled kernels take whole multiples of eight
/// lanes anywhere: the bytes are those of coding one by one.
TEST(substack, keeps_batches_whole) {
  const auto codec = substack(16, 32, repeat(1000, uniform(1u << 12)));
  const std::vector<std::uint32_t> x(1000, 77);
  const auto before = testing::midlife<vector_stack<64>>::from(1);
  testing::counting_stack counted{before};
  codec.push(counted, x);
  EXPECT_EQ(counted.batches, 1u);
  EXPECT_EQ(counted.pushes, 0u);
  (void)codec.pop(counted);
  EXPECT_EQ(counted.pops, 0u);
  EXPECT_EQ(counted.inner, before);
}
TEST(substack, has_the_bytes_of_coding_one_by_one) {
  std::vector<std::uint32_t> x(1000);
  for (std::uint32_t i = 0; i < x.size(); ++i) x[i] = i * 2654435761u >> 20;
  for (const auto& [first, count] :
       {std::pair{0u, 64u}, {8u, 8u}, {5u, 16u}, {16u, 32u}, {3u, 5u}, {63u, 1u}}) {
    const auto before = testing::midlife<vector_stack<64>>::from(first);
    auto s = before, one_by_one = before;
    const auto codec = substack(first, count, repeat(x.size(), uniform(1u << 12)));
    codec.push(s, x);
    for (std::uint32_t i = 1000; i-- > 0;)
      one_by_one.push_on(first + i % count, interval{x[i], 1}, precision{12});
    ASSERT_EQ(s, one_by_one) << first << ' ' << count;
    ASSERT_EQ(codec.pop(s), x);
    ASSERT_EQ(s, before);
  }
}

/// Lanes that are taken the wrong way round on one side.
struct swapped_lanes {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    substack(0, 1, uniform(9)).push(s, x);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return substack(1, 1, uniform(9)).pop(s);
  }
};

TEST(substack, mutants_are_caught) {
  const auto broken =
      testing::broken_laws(testing::laws_of(swapped_lanes{}), rc::gen::inRange<std::uint32_t>(0, 9));
  EXPECT_EQ(testing::names(broken), testing::broken_on({"rans 32/8 of 3 lanes"}, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
