#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/model/ranked_set.hpp>
#include <ansatz/stack/supply.hpp>
#include <vector>

namespace ansatz {
namespace {

/// Whatever comes and goes, ranks are those in a sorted list.
void try_numbers(std::uint64_t below, std::size_t steps, unsigned inserts_of_16) {
  const supply random = supply::seeded(below + steps);
  std::vector<std::uint64_t> sorted;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(below, 700); ++i)
    sorted.push_back(i * (below / 700 + 1));
  ranked_set set{sorted};
  for (std::uint64_t i = 0; i < steps; ++i) {
    const std::uint64_t x = random.word(2 * i) % below;
    if (sorted.empty() || random.word(2 * i + 1) % 16 < inserts_of_16) {
      const auto at = std::ranges::lower_bound(sorted, x);
      if (at != sorted.end() && *at == x) {
        ASSERT_THROW(set.insert(x), domain_error);
      } else {
        ASSERT_EQ(set.insert(x), static_cast<std::size_t>(at - sorted.begin()));
        sorted.insert(at, x);
      }
    } else {
      const std::size_t rank = x % sorted.size();
      ASSERT_EQ(set.take(rank), sorted[rank]);
      sorted.erase(sorted.begin() + static_cast<std::ptrdiff_t>(rank));
    }
    ASSERT_EQ(set.size(), sorted.size());
  }
  while (!sorted.empty()) {
    ASSERT_EQ(set.take(sorted.size() / 2), sorted[sorted.size() / 2]);
    sorted.erase(sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2));
  }
  ASSERT_EQ(set.insert(below), 0u) << "empty leaves are no obstacle";
}

TEST(ranked_set, gives_ranks_whatever_comes_and_goes) {
  try_numbers(10, 300, 8);
  try_numbers(100000, 60000, 12);
  try_numbers(~std::uint64_t{0}, 60000, 14);
  try_numbers(3000, 20000, 7);
}

TEST(ranked_set, takes_numbers_in_either_order) {
  ranked_set up, down;
  constexpr std::size_t n = 100000;  // several groups
  for (std::size_t i = 0; i < n; ++i) {
    ASSERT_EQ(up.insert(i), i);
    ASSERT_EQ(down.insert(n - i), 0u);
  }
  for (std::size_t i = n; i-- > 0;) {
    ASSERT_EQ(up.take(i), i);
    ASSERT_EQ(down.take(0), n - i);
  }
}

TEST(ranked_set, refuses_what_is_not_there) {
  EXPECT_THROW(ranked_set{}.take(0), domain_error);
  const std::vector<std::uint64_t> twice{1, 1};
  EXPECT_THROW(ranked_set{twice}, domain_error);
}

}  // namespace
}  // namespace ansatz
