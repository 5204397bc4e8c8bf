#include <gtest/gtest.h>

#include <ansatz/stack/interval_log.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/supply.hpp>

#include "sentence_of.hpp"

namespace ansatz {
namespace {

/// More than a block of them.
TEST(interval_log, pushes_what_it_was_told_from_the_last_one_on) {
  interval_log log{5};
  const supply words = supply::seeded(1);
  constexpr std::uint64_t count = 200'000;
  rans_stack expected;
  std::vector<interval> all;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto start = static_cast<std::uint32_t>(words.word(i) & 31);
    all.push_back({start, 1 + static_cast<std::uint32_t>(words.word(i) >> 8 & 31) % (32 - start)});
    log.add(all.back());
    EXPECT_EQ(log.size(), i + 1);
  }
  for (std::uint64_t i = count; i-- > 0;) expected.push(all[i], precision{5});
  rans_stack s;
  log.replay(s);
  EXPECT_EQ(s, expected);
}

TEST(interval_log, of_none_pushes_nothing) {
  rans_stack s;
  interval_log{9}.replay(s);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_EQ(interval_log{9}.size(), 0u);
  EXPECT_EQ(interval_log{9}.total(), precision{9});
  EXPECT_NE(testing::sentence_of([] { interval_log{32}; }), "");
}

}  // namespace
}  // namespace ansatz
