#include <gtest/gtest.h>

#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/recorder.hpp>
#include <ansatz/testing/midlife.hpp>

namespace ansatz {
namespace {

TEST(recorder, replays_groups_backwards_and_each_group_forwards) {
  recorder r;
  for (std::uint32_t g = 0; g < 3; ++g) {
    r.mark();
    uniform(10).push(r, 2 * g);
    uniform(10).push(r, 2 * g + 1);
  }
  exact_stack s;
  r.replay(s);
  EXPECT_EQ(s.value(), 452301);
}

TEST(recorder, of_nothing_pushes_nothing) {
  exact_stack s;
  recorder{}.replay(s);
  EXPECT_EQ(s.value(), 0);
}

TEST(recorder, keeps_totals_of_both_kinds_and_labels) {
  recorder r;
  const auto codec = serial(labelled("coin", uniform(2)), labelled("die", uniform(6)));
  for (int i = 0; i < 10; ++i) {
    r.mark();
    codec.push(r, {1, 4});
    r.push(interval{3, 5}, precision{4});
  }
  metered replayed{rans_stack{}}, pushed{rans_stack{}};
  r.replay(replayed);
  for (int i = 0; i < 10; ++i) {
    codec.push(pushed, {1, 4});
    pushed.push(interval{3, 5}, precision{4});
  }
  EXPECT_EQ(replayed, pushed);
  ASSERT_EQ(replayed.ledger().size(), pushed.ledger().size());
  for (std::size_t i = 0; i < pushed.ledger().size(); ++i) {
    EXPECT_EQ(replayed.ledger()[i].label, pushed.ledger()[i].label);
    EXPECT_EQ(replayed.ledger()[i].net(), pushed.ledger()[i].net());
  }
}

TEST(recorder, refuses_what_a_stack_would) {
  recorder r;
  EXPECT_THROW(r.push(interval{3, 0}, precision{4}), domain_error);
  EXPECT_THROW(r.push(interval{14, 3}, precision{4}), domain_error);
  EXPECT_THROW(r.push(interval{0, 7}, total{6}), domain_error);
}

TEST(recorder, is_not_replayed_on_fewer_lanes) {
  recorder r{8};
  r.push_on(7, interval{0, 1}, total{3});
  auto few = testing::midlife<testing::vector_stack_32_8<4>>::from(1);
  const auto before = few;
  EXPECT_THROW(r.replay(few), domain_error);
  EXPECT_EQ(few, before);
  EXPECT_THROW(r.push_on(8, interval{0, 1}, total{3}), domain_error);
  EXPECT_THROW(r.push_on(std::size_t{1} << 32, interval{0, 1}, total{3}), domain_error);
  EXPECT_THROW(recorder{}.push_on(1, interval{0, 1}, total{3}), domain_error);
  EXPECT_THROW(recorder{0}, domain_error);
  EXPECT_THROW(recorder{1025}, domain_error);
}

}  // namespace
}  // namespace ansatz
