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
}

}  // namespace
}  // namespace ansatz
