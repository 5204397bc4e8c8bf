#include <ansatz/stack/itemised.hpp>
//
#include <gtest/gtest.h>

#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/model/uniform.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/rans.hpp>
#include <array>

#include "sentence_of.hpp"

namespace ansatz {
namespace {

using testing::sentence_of;

itemised<rans_stack> random_stack(std::initializer_list<std::uint64_t> sizes) {
  return {rans_stack{supply::seeded(1)}, std::vector<std::uint64_t>{sizes}};
}
std::vector<std::int64_t> whole(const std::vector<bits>& numbers) {
  std::vector<std::int64_t> out;
  for (const bits b : numbers) out.push_back(b.q24 / bits::one);
  return out;
}
using numbers = std::vector<std::int64_t>;

TEST(itemised, books_pops_to_the_places_entered) {
  auto s = random_stack({3, 2});
  next_items(s, 0);
  {
    const placed here{s, 2};
    uniform(8).pop(s);
    uniform(2).pop(s);
  }
  {
    const placed turn{s, 0, 1};
    uniform(32).pop(s);
    uniform(64).pop(s);
  }
  next_items(s, 1);
  {
    const placed half{s, 1};
    const placed rest{s, 0};
    uniform(1024).pop(s);
  }
  EXPECT_EQ(whole(s.bills()[0].numbers), (numbers{5, 6, 4}));
  EXPECT_EQ(whole(s.bills()[1].numbers), (numbers{0, 10}));
  EXPECT_TRUE(s.bills()[0].beside.empty());
  EXPECT_EQ(s.bills()[0].net(), bits::whole(15));
}

TEST(itemised, shares_what_belongs_to_several_numbers) {
  auto s = random_stack({1, 4});
  next_items(s, 0, 2);
  {
    const placed three{s, 1, 0, 3};
    uniform(512).pop(s);
    uniform(7).pop(s);
  }
  const auto& numbers_of = s.bills()[1].numbers;
  EXPECT_EQ(numbers_of[0] + numbers_of[1] + numbers_of[2], log2_of(512) + log2_of(7));
  EXPECT_EQ(numbers_of[1], numbers_of[2]);
  EXPECT_EQ(numbers_of[3], bits{});
}

TEST(itemised, counts_places_over_the_items_that_are_next) {
  auto s = random_stack({1, 2, 0, 3});
  next_items(s, 1, 3);
  for (const std::uint64_t at : {4u, 0u, 2u, 1u, 3u}) {
    const placed here{s, at};
    uniform(2u << at).pop(s);
  }
  EXPECT_EQ(whole(s.bills()[0].numbers), (numbers{0}));
  EXPECT_EQ(whole(s.bills()[1].numbers), (numbers{1, 2}));
  EXPECT_EQ(whole(s.bills()[2].numbers), (numbers{}));
  EXPECT_EQ(whole(s.bills()[3].numbers), (numbers{3, 4, 5}));
}

TEST(itemised, shares_what_is_beside_by_label) {
  auto s = random_stack({1, 1, 1});
  next_items(s, 0, 3);
  labelled("z", uniform(1u << 30)).pop(s);
  labelled("z", uniform(64)).pop(s);
  labelled("back", uniform(8)).push(s, 1);
  uniform(8).pop(s);
  next_items(s, 2);
  labelled("z", uniform(4)).pop(s);
  const auto& bills = s.bills();
  for (const item_bill& b : bills) {
    ASSERT_EQ(b.beside.size(), 3u);
    EXPECT_EQ(b.beside[0].first, "z");
    EXPECT_EQ(b.beside[1], (std::pair<std::string, bits>{"back", bits::whole(-1)}));
    EXPECT_EQ(b.beside[2], (std::pair<std::string, bits>{"", bits::whole(1)}));
  }
  EXPECT_EQ(bills[0].beside[0].second, bits::whole(12));
  EXPECT_EQ(bills[2].beside[0].second, bits::whole(14));
}

/// Also what does not divide: nothing is lost.
TEST(itemised, sums_to_what_was_popped) {
  auto s = random_stack({1, 1, 1});
  labelled("z", uniform(7)).pop(s);
  bits sum;
  for (const item_bill& b : s.bills()) sum += b.net();
  EXPECT_EQ(sum, log2_of(7));
}

TEST(itemised, follows_the_stack_to_several_heads_and_back) {
  std::vector<std::uint32_t> x(100);
  for (std::uint32_t i = 0; i < 100; ++i) x[i] = i % 16;
  const auto codec = numbers_in_turn{array(100, [](std::size_t i) { return uniform(16u << i % 3); })};
  rans_stack one{supply::seeded(1)};
  auto full = spread<8>(std::move(one));
  codec.push(full, x);
  itemised s{gather(std::move(full)), std::vector<std::uint64_t>{100}};
  s.enter("heads");
  auto wide = spread<8>(std::move(s));
  wide.leave();
  EXPECT_EQ(codec.pop(wide), x);
  auto back = gather(std::move(wide));
  const item_bill bill = back.bills()[0];
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(bill.numbers[i], bits::whole(4 + static_cast<int>(i % 3)));
  ASSERT_EQ(bill.beside.size(), 2u);
  EXPECT_EQ(bill.beside[0].first, "heads");
  EXPECT_GT(bill.beside[0].second, bits::whole(7 * 36));
}

TEST(itemised, refuses_what_is_not_there) {
  auto s = random_stack({2, 1});
  EXPECT_EQ(sentence_of([&] { s.items(1, 2); }), "itemised: there are no such items");
  EXPECT_EQ(sentence_of([&] { s.leave_place(); }), "itemised: a place is left that was not entered");
  EXPECT_EQ(sentence_of([&] { s.leave(); }), "itemised: a label is left that was not entered");
  s.items(1, 1);
  const placed beyond{s, 1};
  EXPECT_EQ(sentence_of([&] { uniform(2).pop(s); }), "itemised: there is no such place");
}

TEST(itemised, is_nothing_to_other_stacks) {
  rans_stack s{supply::seeded(1)};
  next_items(s, 5);
  const placed here{s, 7};
  static_assert(!placed<rans_stack>::booked && placed<itemised<rans_stack>>::booked);
  numbers_in_turn{uniform(8)}.push(s, 3);
  EXPECT_EQ(numbers_in_turn{uniform(8)}.pop(s), 3u);
}

}  // namespace
}  // namespace ansatz
