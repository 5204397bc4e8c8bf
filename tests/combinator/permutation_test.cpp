#include <algorithm>
#include <ansatz/combinator/permutation.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <map>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

const auto orders = [](std::uint32_t n) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint64_t>>(n, rc::gen::arbitrary<std::uint64_t>()),
                      [](const std::vector<std::uint64_t>& keys) {
                        std::vector<std::uint32_t> x(keys.size());
                        std::iota(x.begin(), x.end(), 0u);
                        std::ranges::sort(x, {}, [&](std::uint32_t i) { return std::pair{keys[i], i}; });
                        return x;
                      });
};
ANSATZ_LAWS(permutation_of_a_hundred, permutation(100), orders(100));
ANSATZ_LAWS(permutation_of_one, permutation(1), orders(1));
ANSATZ_LAWS(permutation_of_none, permutation(0), orders(0));

TEST(permutation, pays_the_logarithm_of_the_factorial) {
  std::vector<std::uint32_t> x(1000);
  std::iota(x.rbegin(), x.rend(), 0u);
  metered s{rans_stack{}};
  permutation(1000).push(s, x);
  EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, std::lgamma(1001.0) / std::log(2.0), 1e-3);
}

TEST(permutation, pops_all_orders_alike) {
  std::map<std::vector<std::uint32_t>, int> seen;
  rans_stack s{supply::seeded(3)};
  for (int i = 0; i < 24000; ++i) ++seen[permutation(4).pop(s)];
  EXPECT_EQ(seen.size(), 24u);
  for (const auto& [x, count] : seen) EXPECT_NEAR(count, 1000, 160);
}

TEST(permutation, refuses_what_is_none) {
  rans_stack s;
  for (const std::vector<std::uint32_t>& x :
       std::vector<std::vector<std::uint32_t>>{{0, 1}, {0, 1, 3}, {0, 1, 1}, {2, 2, 2}, {0, 1, 2, 3}})
    EXPECT_THROW(permutation(3).push(s, x), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(permutation, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(permutation(6), {3, 5, 0, 1, 4, 2}), "02a5fdec8fe9");
}

}  // namespace
}  // namespace ansatz
