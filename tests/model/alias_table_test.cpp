#include <gtest/gtest.h>

#include <ansatz/model/alias_table.hpp>
#include <ansatz/primitive/alias.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

using inverse = alias_table::inverse;

std::vector<std::uint32_t> masses(std::uint32_t n, std::uint32_t total, std::uint64_t seed) {
  std::vector<std::uint32_t> m(n);
  for (std::uint64_t i = 0; i < total; ++i) {
    const std::uint64_t a = supply::seeded(seed).word(2 * i) % n,
                        b = supply::seeded(seed).word(2 * i + 1) % n;
    ++m[a * b / n];  // small symbols are frequent
  }
  return m;
}

TEST(alias_table, gives_each_symbol_its_mass_of_cells_and_each_cell_its_rank) {
  for (const std::uint32_t n : {1u, 2u, 3u, 7u, 16u, 100u})
    for (const std::uint32_t bucket : {1u, 2u, 5u, 64u})
      for (const inverse how : {inverse::search, inverse::table}) {
        const auto m = masses(n, n * bucket, n + bucket);
        const alias_table t{m, how};
        ASSERT_EQ(t.total().count(), n * bucket);
        std::vector<std::uint32_t> seen(n);
        for (std::uint32_t cell = 0; cell < n * bucket; ++cell) {
          const auto [x, owner] = t.find(cell);
          ASSERT_LT(x, n);
          EXPECT_EQ(owner.freq, m[x]);
          EXPECT_EQ(owner.rank(cell), seen[x]++) << "ranks ascend with the cells";
          EXPECT_EQ(t.interval_of(x).cell(owner.rank(cell)), cell);
        }
        EXPECT_EQ(seen, m);
      }
}

TEST(alias_table, has_at_most_two_owners_a_bucket) {
  const auto m = masses(64, 64 * 64, 3);
  const alias_table t{m};
  for (std::uint32_t i = 0; i < 64; ++i) {
    std::vector<std::uint32_t> owners;
    for (std::uint32_t u = 0; u < 64; ++u)
      if (const std::uint32_t x = t.find(i * 64 + u).symbol; owners.empty() || owners.back() != x)
        owners.push_back(x);
    EXPECT_LE(owners.size(), 2u);
    EXPECT_TRUE(owners[0] == i || owners.size() == 1);
  }
}

TEST(alias_table, is_laid_out_for_good) {
  const alias_table t{std::array{1u, 5u, 0u, 6u}};  // 3 cells a bucket
  std::vector<std::uint32_t> owners;
  for (std::uint32_t cell = 0; cell < 12; ++cell) owners.push_back(t.find(cell).symbol);
  EXPECT_EQ(owners, (std::vector<std::uint32_t>{0, 1, 1, 3, 3, 3, 1, 1, 1, 3, 3, 3}));
}

TEST(alias_table, refuses_masses_that_it_cannot_cut) {
  EXPECT_THROW(alias_table{std::span<const std::uint32_t>{}}, domain_error);
  EXPECT_THROW((alias_table{std::array{0u, 0u}}), domain_error);
  EXPECT_THROW((alias_table{std::array{1u, 2u}}), domain_error);
  EXPECT_THROW((alias_table{std::array{1u << 31, 1u << 31}}), domain_error);
  EXPECT_THROW((alias_table{std::array{1u, 1u}}.interval_of(2)), domain_error);
  rans_stack s;
  EXPECT_THROW(alias(std::array{0u, 2u}).push(s, 0), domain_error);
}

const auto symbols = rc::gen::map(rc::gen::inRange(0u, 16u), [](std::uint32_t x) { return x; });
std::vector<std::uint32_t> sixteen() {
  auto m = masses(16, 96, 9);
  for (std::uint32_t& v : m)
    if (v == 0) ++v, --m[0];
  return m;
}
ANSATZ_LAWS(alias_searched, alias(sixteen()), symbols);
ANSATZ_LAWS(alias_looked_up, alias(sixteen(), inverse::table), symbols);

TEST(alias_table, with_two_inverses_gives_the_same_bytes) {
  rans_stack a, b;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    alias(sixteen()).push(a, i % 16);
    alias(sixteen(), inverse::table).push(b, i % 16);
  }
  EXPECT_EQ(a, b);
}

TEST(alias_table, has_golden_bytes) { EXPECT_EQ(testing::bytes_of(alias(sixteen()), 11), "1e220a83c2"); }

}  // namespace
}  // namespace ansatz
