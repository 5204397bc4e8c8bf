#include <algorithm>
#include <ansatz/model/beta_binomial_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/stack/supply.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

static_assert(model_array<beta_binomial_array>);

class beta_binomial_arrays : public testing::each_target {};

/// Two logarithms, ordinary and extreme.
std::int32_t logarithm(std::uint64_t random) {
  return static_cast<std::int32_t>(random >> 32) >> (random & 7) >> 6;
}

TEST_P(beta_binomial_arrays, give_the_same_bits_as_plain_code) {
  const supply random = supply::seeded(1);
  for (const std::uint32_t n : {255u, 254u, 100u, 9u, 8u, 7u, 1u, 0u})
    for (std::uint64_t i = 0; i < 300; ++i) {
      const std::int32_t a = logarithm(random.word(2 * i)), b = logarithm(random.word(2 * i + 1));
      const auto cdf = beta_binomial_cdf(n, a, b, 24);
      use(HWY_SCALAR);
      const auto plain = beta_binomial_cdf(n, a, b, 24);
      use(GetParam());
      ASSERT_EQ(cdf, plain) << n << ' ' << a << ' ' << b;
    }
}

TEST_P(beta_binomial_arrays, answer_as_the_cdf_does) {
  const supply random = supply::seeded(2);
  constexpr std::size_t size = 500;
  std::vector<std::int32_t> a, b;
  std::vector<std::uint8_t> x, found_x(size);
  std::vector<std::uint32_t> cells, starts(size), freqs(size);
  for (std::uint64_t i = 0; i < size; ++i) {
    a.push_back(logarithm(random.word(4 * i)));
    b.push_back(logarithm(random.word(4 * i + 1)));
    x.push_back(static_cast<std::uint8_t>(random.word(4 * i + 2)));
    cells.push_back(static_cast<std::uint32_t>(random.word(4 * i + 3) >> 40));
  }
  cells[0] = 0, cells[1] = (1u << 24) - 1;
  const beta_binomial_array many{255, a, b, 24};
  many.intervals_of(0, x, starts, freqs);
  for (std::size_t i = 0; i < size; ++i) {
    const auto cdf = beta_binomial_cdf(255, a[i], b[i], 24);
    ASSERT_EQ((interval{starts[i], freqs[i]}), (interval{cdf[x[i]], cdf[x[i] + 1u] - cdf[x[i]]}));
    ASSERT_EQ(many[i].interval_of(x[i]), (interval{starts[i], freqs[i]}));
  }
  many.find_all(0, cells, found_x, starts, freqs);
  for (std::size_t i = 0; i < size; ++i) {
    const auto cdf = beta_binomial_cdf(255, a[i], b[i], 24);
    const auto symbol = static_cast<std::size_t>(std::ranges::upper_bound(cdf, cells[i]) - cdf.begin() - 1);
    ASSERT_EQ(found_x[i], symbol);
    ASSERT_EQ((interval{starts[i], freqs[i]}), (interval{cdf[symbol], cdf[symbol + 1] - cdf[symbol]}));
    ASSERT_EQ(many[i].find(cells[i]).symbol, symbol);
  }
}

TEST(beta_binomial_array, refuses_what_the_models_refuse) {
  EXPECT_THROW((beta_binomial_array{256, {0}, {0}, 24}), domain_error);
  EXPECT_THROW((beta_binomial_array{255, {0}, {0}, 8}), domain_error);
  EXPECT_THROW((beta_binomial_array{255, {0, 0}, {0}, 24}), domain_error);
  testing::expect_no_more_elements_than_models(beta_binomial_array{255, {0, 1, 2}, {0, 1, 2}, 24});
}

INSTANTIATE_TEST_SUITE_P(targets, beta_binomial_arrays, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
