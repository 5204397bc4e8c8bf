#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/error.hpp>
#include <ansatz/mixing/probability_map.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/recorder.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "broken.hpp"

namespace ansatz {
namespace {

TEST(probability_map, changes_nothing_at_first) {
  probability_map map{2};
  for (std::int32_t t = -15 * one_logit; t <= 15 * one_logit; t += 997)
    ASSERT_LE(std::abs(map.refine(t, 1) - t), t < -11 * one_logit || t > 11 * one_logit ? 1 << 10 : 4) << t;
  EXPECT_LT(map.refine(INT32_MIN, 0), -22 * one_logit);
  EXPECT_GT(map.refine(INT32_MAX, 0), 22 * one_logit);
}

TEST(probability_map, learns_what_a_prediction_is_worth_in_each_context) {
  probability_map map{2};
  const std::int32_t said = 2 * one_logit;  // 0.88, where it is 0.5 in context 0 and so in context 1
  for (std::uint64_t i = 0; i < 4000; ++i) {
    map.refine(said, 0);
    map.learn(supply::seeded(6).word(i) % 2 == 0);
    map.refine(said, 1);
    map.learn(supply::seeded(7).word(i) % 100 < 88);
  }
  EXPECT_NEAR(map.refine(said, 0) / 65536.0, 0, 0.25);
  EXPECT_NEAR(map.refine(said, 1) / 65536.0, 2, 0.25);
}

TEST(probability_map, refuses_what_is_out_of_range) {
  EXPECT_THROW(probability_map{0}, domain_error);
  EXPECT_THROW((probability_map{1, 2000}), domain_error);
  EXPECT_THROW((probability_map{1, 6, 0}), domain_error);
  probability_map map{3};
  EXPECT_THROW(map.refine(0, 3), domain_error);
}

/// The map learns of what it was last asked for. Who pushes knows the bit, and asks what the next one will be
/// said to be before this one is learnt: another node learns than in a pop.
TEST(probability_map, that_is_asked_once_more_by_a_push_breaks_the_laws) {
  using bit_list = std::vector<std::uint8_t>;
  const auto broken = codec_of<bit_list>(
      [](auto& s, const bit_list& x) {
        probability_map map{2};
        recorder r{lanes_of(s)};
        std::uint8_t last = 0;
        for (const std::uint8_t bit : x) {
          r.mark();
          bernoulli_logit(map.refine(0, last), 7).push(r, bit);
          (void)map.refine(0, bit);
          map.learn(bit != 0);
          last = bit;
        }
        r.replay(s);
      },
      [](auto& s) {
        probability_map map{2};
        bit_list x;
        for (std::uint8_t last = 0; x.size() < 9;) {
          last = bernoulli_logit(map.refine(0, last), 7).pop(s);
          map.learn(last != 0);
          x.push_back(last);
        }
        return x;
      });
  const auto bits = rc::gen::container<bit_list>(
      9, rc::gen::map(rc::gen::inRange(0, 2), [](int bit) { return static_cast<std::uint8_t>(bit); }));
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(broken), bits)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
