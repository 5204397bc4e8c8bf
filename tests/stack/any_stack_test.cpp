#include <gtest/gtest.h>

#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/combinator/substack.hpp>
#include <ansatz/model/alias_table.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/recorder.hpp>
#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/midlife.hpp>
#include <memory>
#include <string>
#include <type_traits>

#include "sentence_of.hpp"
#include "stack/counting_stack.hpp"

namespace ansatz {
namespace {

static_assert(!std::is_constructible_v<any_stack, const rans_stack&>, "a view of what can change");
static_assert(!std::is_constructible_v<any_stack, rans_stack>, "a stack that would be gone");

/// Of every kind of push and pop: intervals and other cells, totals of both kinds, batches, lanes.
const auto everything =
    serial(uniform(77), modelled(alias_table{std::vector{5u, 2u, 2u}}), repeat(50, uniform(1u << 6)),
           array(9, [](std::size_t i) { return repeat(3, uniform(static_cast<std::uint32_t>(i) + 2)); }),
           substack(1, 2, repeat(7, uniform(100))), labelled("last", uniform(8)));
const auto x = [] {
  std::vector<std::uint32_t> fifty(50);
  for (std::uint32_t i = 0; i < 50; ++i) fifty[i] = i * 7 % 64;
  return std::tuple{76u,
                    1u,
                    fifty,
                    std::vector(9, std::vector<std::uint32_t>{1, 0, 1}),
                    std::vector<std::uint32_t>{1, 2, 3, 99, 5, 6, 7},
                    5u};
}();

template <class S>
void has_the_bytes_of_the_stack_below() {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const S before = testing::midlife<S>::from(seed);
    S seen = before, alone = before;
    any_stack any{seen};
    everything.push(any, x);
    everything.push(alone, x);
    ASSERT_EQ(seen, alone);
    ASSERT_EQ(everything.pop(any), x);
    ASSERT_EQ(seen, before);
    alone = before;
    ASSERT_EQ(everything.pop(any), everything.pop(alone));  // what no push gave
    ASSERT_EQ(seen, alone);
  }
}
TEST(any_stack, has_the_bytes_of_the_stack_below) {
  has_the_bytes_of_the_stack_below<rans_stack>();
  has_the_bytes_of_the_stack_below<testing::rans_stack_16_8>();
  has_the_bytes_of_the_stack_below<testing::vector_stack_32_8<3>>();
  has_the_bytes_of_the_stack_below<vector_stack<8>>();
  has_the_bytes_of_the_stack_below<vector_stack<64>>();
  has_the_bytes_of_the_stack_below<exact_stack>();
}

TEST(any_stack, of_some_lanes_is_that_of_the_stack_with_those) {
  const auto before = testing::midlife<vector_stack<8>>::from(2);
  auto s = before, t = before, u = before;
  lanes_view part{s, 2, 4};
  any_stack of_view{part}, of_stack{t};
  any_stack part_of_any = view_lanes(of_stack, 2, 4);
  EXPECT_EQ(of_view.lanes(), 4u);
  EXPECT_EQ(part_of_any.lanes(), 4u);
  const auto codec = repeat(11, uniform(1u << 9));
  const std::vector<std::uint32_t> row(11, 300);
  codec.push(of_view, row);
  codec.push(part_of_any, row);
  for (std::uint32_t i = 11; i-- > 0;) u.push_on(2 + i % 4, interval{row[i], 1}, precision{9});
  EXPECT_EQ(s, u);
  EXPECT_EQ(t, u);
  EXPECT_THROW(of_stack.push_each_on({6, 4}, std::vector{0u}, std::vector{1u}, precision{2}), domain_error);
}

/// One call a batch on the stack below, however many the elements.
TEST(any_stack, keeps_batches_whole) {
  testing::counting_stack s{testing::midlife<vector_stack<8>>::from(1)};
  any_stack any{s};
  repeat(1000, uniform(16)).push(any, std::vector<std::uint32_t>(1000, 3));
  EXPECT_EQ(s.batches, 1u);
  EXPECT_EQ(s.in_batches, 1000u);
  (void)repeat(1000, uniform(16)).pop(any);
  EXPECT_EQ(s.batches, 1u + 1000 / 8);
  EXPECT_EQ(s.pushes + s.pops, 0u);
}

TEST(any_stack, of_a_meter_books_what_the_meter_would) {
  metered s{testing::midlife<vector_stack<8>>::from(1)}, alone = s;
  any_stack any{s};
  everything.push(any, x);
  everything.push(alone, x);
  ASSERT_EQ(s.ledger().size(), alone.ledger().size());
  for (std::size_t i = 0; i < s.ledger().size(); ++i) {
    EXPECT_EQ(s.ledger()[i].label, alone.ledger()[i].label);
    EXPECT_EQ(s.ledger()[i].net(), alone.ledger()[i].net());
  }
  metered outside{any};  // and a meter stands on any stack
  (void)everything.pop(outside);
  EXPECT_EQ(outside.net(), -alone.net());
}

TEST(any_stack, refuses_at_run_time_what_does_not_compile) {
  recorder r;
  tally t;
  metered m{recorder{}};
  any_stack recorded{r}, tallied{t}, both{m};
  EXPECT_EQ(testing::sentence_of([&] { uniform(3).pop(recorded); }),
            "recorder: a codec that pops while it pushes cannot be recorded");
  EXPECT_EQ(testing::sentence_of([&] { repeat(3, uniform(3)).pop(recorded); }), refuses_pop<recorder>());
  EXPECT_EQ(testing::sentence_of([&] { uniform(3).pop(both); }), refuses_pop<recorder>());
  EXPECT_EQ(testing::sentence_of([&] { uniform(3).pop(tallied); }),
            "tally: a codec that pops while it pushes cannot be weighed");
  EXPECT_EQ(testing::sentence_of([&] { modelled(alias_table{std::vector{1u, 1u}}).push(recorded, 1); }),
            "push: the stack takes no cells but those that lie side by side");
}

TEST(any_stack, refuses_what_the_stack_below_does_and_leaves_it_as_it_is) {
  const auto before = testing::midlife<testing::rans_stack_16_8>::from(4);
  auto s = before;
  any_stack any{s};
  const auto liar = [](std::uint32_t cell) { return found<int>{0, {cell + 1, 1}}; };
  EXPECT_THROW(any.push(interval{0, 0}, precision{4}), domain_error);
  EXPECT_THROW(any.push(interval{0, 1}, precision{8}), domain_error);  // above the head's lower bound
  EXPECT_THROW(any.push(alias_table{std::vector{1u, 0u, 2u}}.interval_of(1), total{3}), domain_error);
  EXPECT_THROW((void)any.pop(precision{4}, liar), domain_error);
  EXPECT_THROW(any.push_each(std::vector{0u, 9u}, std::vector{1u, 9u}, total{10}), domain_error);
  EXPECT_EQ(s, before);
}

/// A symbol that can only be moved.
TEST(any_stack, pops_what_can_only_be_moved) {
  rans_stack s{supply::seeded(1)}, t = s;
  any_stack any{s};
  const auto find = [](std::uint32_t cell) {
    return found<std::unique_ptr<std::uint32_t>>{std::make_unique<std::uint32_t>(cell), {cell, 1}};
  };
  EXPECT_EQ(*any.pop(total{100}, find), *t.pop(total{100}, find));
}

}  // namespace
}  // namespace ansatz
