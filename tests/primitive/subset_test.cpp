#include <ansatz/primitive/subset.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <map>
#include <ranges>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

const auto subsets = [](std::uint32_t n, std::uint32_t k) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint64_t>>(n, rc::gen::arbitrary<std::uint64_t>()),
                      [k](const std::vector<std::uint64_t>& keys) {
                        std::vector<std::uint32_t> x(keys.size());
                        for (std::uint32_t i = 0; i < x.size(); ++i) x[i] = i;
                        std::ranges::sort(x, {}, [&](std::uint32_t i) { return std::pair{keys[i], i}; });
                        x.resize(k);
                        std::ranges::sort(x);
                        return x;
                      });
};
ANSATZ_LAWS(subset_of_a_hundred, subset(100, 30), subsets(100, 30));
ANSATZ_LAWS(subset_whole, subset(10, 10), subsets(10, 10));
ANSATZ_LAWS(subset_empty, subset(10, 0), subsets(10, 0));

TEST(subset, pays_the_logarithm_of_the_binomial_coefficient) {
  std::vector<std::uint32_t> x;
  for (std::uint32_t i = 0; i < 300; ++i) x.push_back(i * i / 100);
  x.erase(std::unique(x.begin(), x.end()), x.end());
  const double n = 1000, k = static_cast<double>(x.size());
  metered s{rans_stack{}};
  subset(1000, static_cast<std::uint32_t>(x.size())).push(s, x);
  const double nats = std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
  EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, nats / std::log(2.0), 1e-3);
}

TEST(subset, pops_all_alike) {
  std::map<std::uint32_t, int> seen;  // by both elements
  rans_stack s{supply::seeded(3)};
  for (int i = 0; i < 10000; ++i) {
    const auto x = subset(5, 2).pop(s);
    ++seen[5 * x[0] + x[1]];
  }
  EXPECT_EQ(seen.size(), 10u);
  for (const auto& [x, count] : seen) EXPECT_NEAR(count, 1000, 160);
}

TEST(subset, refuses_what_is_none) {
  rans_stack s;
  for (const std::vector<std::uint32_t>& x :
       std::vector<std::vector<std::uint32_t>>{{0}, {0, 5}, {1, 1}, {2, 1}, {0, 1, 2}})
    EXPECT_THROW(subset(5, 2).push(s, x), domain_error);
  EXPECT_EQ(s, rans_stack{});
  EXPECT_THROW(subset(3, 4), domain_error);
}

TEST(subset, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(subset(40, 5), {0, 7, 8, 30, 39}), "097460ca086fac");
}

}  // namespace
}  // namespace ansatz
