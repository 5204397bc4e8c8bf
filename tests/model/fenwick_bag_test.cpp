#include <gtest/gtest.h>

#include <ansatz/model/bag.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/stack/supply.hpp>

namespace ansatz {
namespace {

class alphabet : public ::testing::TestWithParam<std::uint32_t> {};

/// Whatever comes and goes, each item owns what it owns in a bag.
TEST_P(alphabet, gives_what_a_bag_gives) {
  const std::uint32_t n = GetParam();
  fenwick_bag fast{n};
  bag<std::uint32_t> slow;
  const supply random = supply::seeded(n);
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const auto x = static_cast<std::uint32_t>((random.word(2 * i) >> 32) * n >> 32);
    if (random.word(2 * i + 1) >> 62 != 0 || slow.interval_of(x).freq == 0) {
      fast.insert(x);
      slow.insert(x);
    } else {
      fast.erase(x);
      slow.erase(x);
    }
    ASSERT_EQ(fast.size(), slow.size());
    ASSERT_EQ(fast.interval_of(x).freq, slow.interval_of(x).freq);
    if (slow.size() == 0) continue;
    const auto rank = static_cast<std::uint32_t>((random.word(2 * i) & 0xffffffff) * slow.size() >> 32);
    const auto a = drawn_model{fast}.find(rank), b = drawn_model{slow}.find(rank);
    ASSERT_EQ(a.symbol, b.symbol);
    ASSERT_EQ(a.owner, b.owner);
    ASSERT_EQ(drawn_model{fast}.interval_of(a.symbol), b.owner);
  }
}
INSTANTIATE_TEST_SUITE_P(fenwick_bag, alphabet, ::testing::Values(1, 2, 3, 7, 8, 9, 100, 1024, 65536));

TEST(fenwick_bag, is_made_of_counts_as_by_inserting) {
  std::vector<std::uint32_t> counts;
  for (std::uint32_t n = 1; n < 40; ++n) {
    counts.push_back(n * n % 7);
    fenwick_bag one_by_one{n};
    for (std::uint32_t x = 0; x < n; ++x)
      for (std::uint32_t i = 0; i < counts[x]; ++i) one_by_one.insert(x);
    const fenwick_bag at_once{counts};
    ASSERT_EQ(at_once.size(), one_by_one.size());
    for (std::uint32_t x = 0; x < n; ++x) ASSERT_EQ(at_once.interval_of(x), one_by_one.interval_of(x));
  }
  EXPECT_THROW((fenwick_bag{std::vector<std::uint32_t>{1u << 31, 1}}), domain_error);
  EXPECT_THROW((fenwick_bag{std::vector<std::uint32_t>{}}), domain_error);
}

TEST(fenwick_bag, refuses_what_is_not_there) {
  fenwick_bag items{10};
  EXPECT_THROW(items.insert(10), domain_error);
  EXPECT_THROW(items.erase(10), domain_error);
  EXPECT_THROW(items.erase(3), domain_error);
  EXPECT_THROW(items.interval_of(10), domain_error);
  EXPECT_THROW(drawn_model{items}.total(), domain_error);
  EXPECT_THROW(fenwick_bag{0}, domain_error);
  EXPECT_THROW(fenwick_bag{(1u << 26) + 1}, domain_error);
}

}  // namespace
}  // namespace ansatz
