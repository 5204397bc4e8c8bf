#include <gtest/gtest.h>

#include <ansatz/model/bag.hpp>
#include <ansatz/stack/supply.hpp>
#include <map>
#include <string>

namespace ansatz {
namespace {

TEST(bag, gives_each_item_its_share_in_their_order) {
  bag<std::string> items;
  for (const char* x : {"pear", "fig", "apple", "fig", "fig"}) items.insert(x);
  const drawn_model m{items};
  EXPECT_EQ(m.total(), total{5});
  EXPECT_EQ(m.interval_of("apple"), (interval{0, 1}));
  EXPECT_EQ(m.interval_of("fig"), (interval{1, 3}));
  EXPECT_EQ(m.interval_of("pear"), (interval{4, 1}));
  EXPECT_EQ(m.interval_of("grape").freq, 0u);
}

TEST(bag, tiles_whatever_came_and_went) {
  bag<std::uint32_t> items;
  std::map<std::uint32_t, std::uint32_t> counts;
  const supply random = supply::seeded(5);
  for (std::uint64_t i = 0; i < 3000; ++i) {
    const auto x = static_cast<std::uint32_t>(random.word(2 * i) >> 58);
    if (random.word(2 * i + 1) >> 62 != 0 || counts[x] == 0) {
      items.insert(x);
      ++counts[x];
    } else {
      items.erase(x);
      --counts[x];
    }
  }
  const drawn_model m{items};
  std::uint32_t at = 0;
  for (const auto& [x, count] : counts) {
    EXPECT_EQ(m.interval_of(x).freq, count);
    for (std::uint32_t k = 0; k < count; ++k) {
      const auto [symbol, owner] = m.find(at + k);
      EXPECT_EQ(symbol, x);
      EXPECT_EQ(owner, (interval{at, count}));
    }
    at += count;
  }
  EXPECT_EQ(m.total().count(), at);
  EXPECT_EQ(items.size(), at);
}

TEST(bag, has_nothing_to_lose_where_there_is_nothing) {
  bag<int> items;
  EXPECT_THROW(items.erase(1), domain_error);
  EXPECT_THROW(drawn_model{items}.total(), domain_error);
  EXPECT_THROW(items.find(0), domain_error);
  items.insert(4);
  for (const std::uint32_t rank : {1u, 2u, UINT32_MAX}) EXPECT_THROW(items.find(rank), domain_error);
}

/// Those that are equivalent leave in the opposite order, and the one that is named is the one that leaves.
TEST(bag, names_the_item_that_it_removes) {
  struct by_first {
    bool operator()(const std::string& a, const std::string& b) const { return a.front() < b.front(); }
  };
  bag<std::string, by_first> items;
  for (const char* x : {"b1", "a1", "b2", "c1", "b3"}) items.insert(x);
  for (const char* x : {"b3", "b2", "b1"}) {
    const interval alike = items.interval_of("b");
    for (std::uint32_t rank = 0; rank < alike.freq; ++rank) EXPECT_EQ(items.find(alike.cell(rank)).symbol, x);
    items.erase("b");
  }
  EXPECT_EQ(items.size(), 2u);
  EXPECT_EQ(items.find(0).symbol, "a1");
  EXPECT_EQ(items.find(1).symbol, "c1");
}

}  // namespace
}  // namespace ansatz
