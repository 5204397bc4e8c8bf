#include <gtest/gtest.h>

#include <ansatz/combinator/repeat.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/model/lookup_table.hpp>
#include <ansatz/primitive/lookup.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>
#include <array>

#include "targets.hpp"
#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<lookup_table<>> && model<lookup_table<std::uint8_t>>);

TEST(lookup_table, tiles_and_is_the_categorical) {
  std::vector<std::uint64_t> weights;
  for (std::uint64_t x = 0; x < 200; ++x) weights.push_back(x % 7 == 3 ? 0 : x * x);
  const auto by_search = categorical_model::from_weights(weights, 12);
  std::vector<std::uint32_t> masses;
  for (std::uint32_t x = 0; x < 200; ++x) masses.push_back(by_search.interval_of(x).freq);
  const lookup_table<std::uint8_t> by_table{masses};
  EXPECT_EQ(testing::tiling_violation(by_table, testing::range<std::uint8_t>(0, 199)), "");
  for (std::uint32_t x = 0; x < 200; ++x)
    EXPECT_EQ(by_table.interval_of(static_cast<std::uint8_t>(x)), by_search.interval_of(x));
  EXPECT_EQ(by_table.total().count(), by_search.total().count());
}

class lookup_tables : public testing::each_target {};

TEST_P(lookup_tables, answer_for_many_as_for_one) {
  const supply random = supply::seeded(1);
  const auto check = [&]<class Symbol>(const lookup_table<Symbol>& table) {
    std::vector<Symbol> x(1003), found_x(1003);
    std::vector<std::uint32_t> cells(1003), starts(1003), freqs(1003);
    for (std::size_t j = 0; j < x.size(); ++j) {
      x[j] = static_cast<Symbol>(random.word(j) % table.size());
      cells[j] = static_cast<std::uint32_t>(random.word(j) >> 32) & (table.total().count() - 1);
    }
    table.intervals_of(x, starts, freqs);
    for (std::size_t j = 0; j < x.size(); ++j)
      ASSERT_EQ((interval{starts[j], freqs[j]}), table.interval_of(x[j]));
    table.find_all(cells, found_x, starts, freqs);
    for (std::size_t j = 0; j < x.size(); ++j) {
      ASSERT_EQ(found_x[j], table.find(cells[j]).symbol);
      ASSERT_EQ((interval{starts[j], freqs[j]}), table.find(cells[j]).owner);
    }
  };
  std::vector<std::uint32_t> masses(200, 3);
  masses[7] = 0, masses[9] = 4096 - 198 * 3;
  check(lookup_table<std::uint8_t>{masses});
  check(lookup_table<std::uint16_t>{masses});
  masses[9] += 4096;
  check(lookup_table<std::uint8_t>{masses});
  check(lookup_table<std::uint8_t>{std::vector<std::uint32_t>{4096}});
}
INSTANTIATE_TEST_SUITE_P(targets, lookup_tables, testing::all_targets(), testing::target_name);

TEST(lookup_table, refuses_many_as_it_refuses_one) {
  auto s = testing::midlife<vector_stack<8>>::from(1);
  const auto before = s;
  const auto codec = repeat(9, lookup<std::uint8_t>(std::array<std::uint32_t, 2>{4000, 96}));
  EXPECT_THROW(codec.push(s, std::vector<std::uint8_t>{0, 1, 2, 0, 0, 0, 0, 0, 0}), domain_error);
  EXPECT_EQ(s, before);
}

TEST(lookup_table, refuses_what_it_cannot_be) {
  const auto of = [](std::vector<std::uint32_t> masses) { return lookup_table<std::uint8_t>{masses}; };
  EXPECT_THROW(of({}), domain_error);
  EXPECT_THROW(of({0, 0}), domain_error);
  EXPECT_THROW(of({1, 2}), domain_error);
  EXPECT_THROW(of({1u << 16, 1u << 16}), domain_error);
  EXPECT_THROW(of({0xffffffff, 1}), domain_error);
  EXPECT_THROW(of(std::vector<std::uint32_t>(512, 1)), domain_error);
  EXPECT_NO_THROW(of({1u << 16}));
  EXPECT_THROW(of({3, 5}).interval_of(2), domain_error);
}

TEST(lookup_table, takes_symbols_of_any_width) {
  EXPECT_EQ(lookup_table<std::uint64_t>{std::vector<std::uint32_t>(8, 2)}.find(5).symbol, 2u);
}

}  // namespace
}  // namespace ansatz
