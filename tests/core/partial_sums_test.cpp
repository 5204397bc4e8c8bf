#include <gtest/gtest.h>

#include <ansatz/partial_sums.hpp>
#include <ansatz/stack/supply.hpp>

namespace ansatz {
namespace {

TEST(partial_sums, are_those_of_the_numbers_whatever_is_added) {
  const supply random = supply::seeded(1);
  std::uint64_t drawn = 0;
  for (std::size_t n = 0; n < 40; ++n) {
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < n; ++i)
      numbers.push_back(static_cast<std::uint32_t>(random.word(drawn++) % 4));
    partial_sums at_once{numbers}, one_by_one{n};
    for (std::size_t i = 0; i < n; ++i) one_by_one.add(i, numbers[i]);
    for (int change = 0; change < 20 && n > 0; ++change) {
      const std::size_t i = random.word(drawn++) % n;
      const std::uint32_t more = random.word(drawn++) % 2 == 0 ? 3 : 0 - numbers[i];
      numbers[i] += more;
      at_once.add(i, more);
      one_by_one.add(i, more);
    }
    ASSERT_EQ(at_once.size(), n);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i <= n; ++i) {
      ASSERT_EQ(at_once.below(i), sum);
      ASSERT_EQ(one_by_one.below(i), sum);
      for (std::uint32_t cell = sum; i < n && cell < sum + numbers[i]; ++cell) {
        ASSERT_EQ(at_once.find(cell), (partial_sums::place{i, sum}));
      }
      if (i < n) sum += numbers[i];
    }
    EXPECT_EQ(at_once.find(sum), (partial_sums::place{n, sum}));
  }
}

}  // namespace
}  // namespace ansatz
