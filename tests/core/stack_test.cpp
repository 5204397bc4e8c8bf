#include <gtest/gtest.h>

#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/recorder.hpp>
#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/midlife.hpp>
#include <string_view>
#include <utility>

namespace ansatz {
namespace {

static_assert(stack<rans_stack> && stack<exact_stack> && stack<any_stack> && stack<vector_stack<8>>);
static_assert(stack<metered<rans_stack>> && stack<testing::slack_meter<exact_stack>>);
static_assert(stack<metered<testing::slack_meter<rans_stack>>>);
static_assert(!stack<int> && !push_only_stack<int>);

/// What keeps something else than the content takes pushes and refuses pops, whatever stands on it.
static_assert(push_only_stack<recorder> && push_only_stack<tally> && !stack<recorder> && !stack<tally>);
static_assert(push_only_stack<metered<recorder>> && !stack<metered<recorder>>);
static_assert(push_only_stack<lanes_view<recorder>> && !stack<lanes_view<recorder>>);

static_assert(laned_stack<vector_stack<8>> && laned_stack<lanes_view<vector_stack<8>>>);
static_assert(laned_stack<metered<vector_stack<8>>> && laned_stack<lanes_view<metered<vector_stack<8>>>>);
static_assert(!laned<rans_stack> && !laned<exact_stack> && !laned<metered<rans_stack>> && !laned<tally>);
static_assert(laned<recorder> && !laned_stack<recorder>);

static_assert(pops_at_once<vector_stack<8>> && pops_at_once<metered<lanes_view<vector_stack<8>>>>);
static_assert(!pops_at_once<recorder> && !pops_at_once<rans_stack>);

static_assert(std::same_as<innermost_t<lanes_view<metered<vector_stack<8>>>>, vector_stack<8>>);

TEST(stack, says_why_it_refuses) {
  EXPECT_EQ(refuses_pop<rans_stack>(), nullptr);
  EXPECT_EQ(refuses_push<recorder>(), nullptr);
  EXPECT_EQ(refuses_pop<recorder>(),
            std::string_view{"recorder: a codec that pops while it pushes cannot be recorded"});
  EXPECT_EQ(refuses_pop<metered<lanes_view<recorder>>>(), refuses_pop<recorder>());
  EXPECT_EQ(refuses_pop<tally>(),
            std::string_view{"tally: a codec that pops while it pushes cannot be weighed"});
}

/// Says that it owns every cell, and has the fourth one of few.
struct claimant {
  std::uint32_t freq;
  bool holds(std::uint32_t) const { return true; }
  std::uint32_t rank(std::uint32_t) const { return 3; }
};

/// What the header says of exceptions: an operation of a stack does nothing or all.
template <class S>
void expect_nothing_done() {
  const auto before = testing::midlife<S>::from(3);
  auto s = before;
  const auto liar = [](std::uint32_t cell) { return found<int>{0, {cell + 1, 1}}; };
  const auto thrower = [](std::uint32_t) -> found<int> { throw domain_error("none"); };
  EXPECT_THROW(s.push(interval{0, 0}, precision{5}), domain_error);
  EXPECT_THROW(s.push(interval{30, 3}, precision{5}), domain_error);
  EXPECT_THROW((void)s.pop(total{5}, liar), domain_error);
  EXPECT_THROW((void)s.pop(precision{5}, thrower), domain_error);
  const auto none = [](std::uint32_t) { return found<int, claimant>{0, {0}}; };
  const auto few = [](std::uint32_t) { return found<int, claimant>{0, {3}}; };
  EXPECT_THROW((void)s.pop(precision{5}, none), domain_error);
  EXPECT_THROW((void)s.pop(total{29}, few), domain_error);
  EXPECT_EQ(s, before);
}
TEST(stack, is_untouched_where_an_operation_throws) {
  expect_nothing_done<rans_stack>();
  expect_nothing_done<testing::rans_stack_16_8>();
  expect_nothing_done<vector_stack<8>>();
  expect_nothing_done<exact_stack>();
  rans_stack none{supply::none()};
  const auto find = [](std::uint32_t cell) { return found<int>{0, {cell, 1}}; };
  EXPECT_THROW((void)none.pop(precision{31}, find), exhausted_error);
  EXPECT_EQ(none, rans_stack{supply::none()});
}

/// Refuses every symbol, after it was pushed or before it is popped.
struct refusing {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S&, std::uint32_t) const {
    throw domain_error("no");
  }
  template <class S>
  std::uint32_t pop(S&) const {
    throw domain_error("no");
  }
};

/// A codec that throws in its middle has done what came before, exactly that, and left its labels.
template <class S>
void expect_what_came_before() {
  const auto before = testing::midlife<S>::from(4);
  const auto last = labelled("last", uniform(30)), first = labelled("first", uniform(20));
  const auto codec = serial(first, labelled("middle", refusing{}), last);
  auto s = before, by_hand = before;
  EXPECT_THROW(codec.push(s, {3, 4, 5}), domain_error);
  last.push(by_hand, 5);
  EXPECT_EQ(s, by_hand);
  EXPECT_EQ(last.pop(s), 5u);
  EXPECT_EQ(s, before);
  by_hand = before;
  EXPECT_THROW((void)codec.pop(s), domain_error);
  const auto x = first.pop(by_hand);
  EXPECT_EQ(s, by_hand);
  first.push(s, x);
  EXPECT_EQ(s, before);
  metered m{before};
  EXPECT_THROW(codec.push(m, {3, 4, 5}), domain_error);
  EXPECT_THROW(m.leave(), domain_error) << "no label is open";
}
TEST(stack, has_what_came_before_where_a_codec_throws_in_its_middle) {
  expect_what_came_before<rans_stack>();
  expect_what_came_before<testing::rans_stack_16_8>();
  expect_what_came_before<vector_stack<8>>();
  expect_what_came_before<exact_stack>();
}

/// One that was moved from is good for nothing but a new value, and that is whole.
template <class S>
void expect_assignable_after_a_move() {
  const S before = testing::midlife<S>::from(5);
  S s = before;
  const S moved = std::move(s);
  EXPECT_EQ(moved, before);
  s = before;
  EXPECT_EQ(s, before);
  uniform(100).push(s, 42);
  EXPECT_EQ(uniform(100).pop(s), 42u);
  EXPECT_EQ(s, before);
  S other = std::move(s);
  s = std::move(other);
  EXPECT_EQ(s, before);
}
TEST(stack, that_was_moved_from_may_be_assigned_to) {
  expect_assignable_after_a_move<rans_stack>();
  expect_assignable_after_a_move<vector_stack<8>>();
  expect_assignable_after_a_move<exact_stack>();
  metered m{rans_stack{}};
  metered moved = std::move(m);
  m = metered{rans_stack{supply::seeded(1)}};
  labelled("a", uniform(3)).push(m, 2);
  EXPECT_EQ(m.ledger().size(), 2u);
  recorder r;
  uniform(3).push(r, 1);
  recorder kept = std::move(r);
  r = recorder{2};
  r.push_on(1, interval{0, 1}, total{3});
  rans_stack s;
  kept.replay(s);
  EXPECT_EQ(uniform(3).pop(s), 1u);
}

}  // namespace
}  // namespace ansatz
