#include <gtest/gtest.h>

#include <ansatz/mixing/decision_log.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/supply.hpp>
#include <limits>

namespace ansatz {
namespace {

TEST(decision_log, pushes_what_it_was_told_from_the_last_one_on) {
  decision_log log;
  rans_stack by_hand;
  const supply words = supply::seeded(1);
  const auto logit_of = [&](std::uint64_t i) { return static_cast<std::int32_t>(words.word(i)) >> (i % 13); };
  constexpr std::uint64_t n = 600000;  // more than two blocks
  for (std::uint64_t i = 0; i < n; ++i) log.add(logit_of(i), i % 3 == 0);
  EXPECT_EQ(log.size(), n);
  for (std::uint64_t i = n; i-- > 0;) bernoulli_logit(logit_of(i), 31).push(by_hand, i % 3 == 0 ? 1 : 0);
  rans_stack replayed;
  log.replay(replayed);
  EXPECT_EQ(replayed, by_hand);
}

TEST(decision_log, codes_logits_at_the_ends_as_they_are_coded) {
  for (const std::int32_t logit :
       {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max(), -(1 << 29) - 1,
        (1 << 29) + 1, 0, -1})
    for (const unsigned bits : {7u, 31u})
      for (const bool decision : {false, true}) {
        decision_log log;
        log.add(logit, decision);
        rans_stack replayed, by_hand;
        log.replay(replayed, bits);
        bernoulli_logit(logit, bits).push(by_hand, decision ? 1 : 0);
        EXPECT_EQ(replayed, by_hand);
      }
}

TEST(decision_log, of_nothing_pushes_nothing) {
  rans_stack s;
  decision_log{}.replay(s);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_EQ(decision_log{}.size(), 0u);
}

}  // namespace
}  // namespace ansatz
