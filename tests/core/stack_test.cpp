#include <gtest/gtest.h>

#include <ansatz/stack.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/recorder.hpp>
#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/midlife.hpp>
#include <string_view>

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

}  // namespace
}  // namespace ansatz
