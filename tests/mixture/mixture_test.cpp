#include <ansatz/model/gaussian.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <mixture/mixture.hpp>

namespace ansatz {
namespace {

/// Two overlapping distributions on eight symbols.
auto small() {
  return mixture(categorical_model::from_counts(std::vector<std::uint32_t>{1, 2}), [](std::uint32_t k) {
    return categorical_model::from_counts(k == 0 ? std::vector<std::uint32_t>{9, 7, 5, 3, 2, 1, 0, 0}
                                                 : std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 6});
  });
}
ANSATZ_LAWS(mixture_of_two, small(), rc::gen::inRange(0u, 8u));

/// Frey's figure: two Gaussians that overlap, on 64 buckets.
const bucket_set buckets = equal_mass_buckets(6);
gaussian_model bump(std::uint32_t k) { return {buckets, {k == 0 ? -(1 << 23) : 1 << 23, 3 << 15}, 16}; }
const categorical_model halves = categorical_model::from_counts(std::vector<std::uint32_t>{1, 1});
auto frey() { return mixture(halves, bump); }
ANSATZ_LAWS(mixture_of_two_gaussians, frey(), rc::gen::inRange(0u, 64u), .full_support = false);

/// 10^4 draws from the mixture itself (sampling is popping), then coded on the exact stack: the rate is the
/// information, and always taking the best component costs visibly more.
TEST(mixture, costs_the_information_of_the_symbol_whatever_component_was_popped) {
  exact_stack random = testing::midlife<exact_stack>::from(1);
  double information = 0, best = 0;
  metered s{rans_stack{supply::seeded(2)}};
  const auto codec = frey();
  std::vector<std::uint32_t> symbols;
  rans_stack source{supply::seeded(3)};
  for (int i = 0; i < 10000; ++i) {
    const std::uint32_t k = codec.prior.pop(source);
    const std::uint32_t x = codec.likelihood(k).pop(source);
    symbols.push_back(x);
    const double f0 = bump(0).interval_of(x).freq, f1 = bump(1).interval_of(x).freq;
    information -= std::log2((f0 + f1) / 2 / 65536);
    best -= std::log2(std::max(f0, f1) / 2 / 65536);
    codec.push(s, x);
  }
  EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, information, 0.1);
  EXPECT_GT(best, 1.01 * information);
  while (!symbols.empty()) {
    ASSERT_EQ(codec.pop(s), symbols.back());
    symbols.pop_back();
  }
  EXPECT_TRUE(s.inner().is_fresh());

  for (std::uint32_t x = 16; x < 48; ++x) {
    const bits before = random.content();
    codec.push(random, x);
    const double f = bump(0).interval_of(x).freq + bump(1).interval_of(x).freq;
    EXPECT_NEAR(static_cast<double>((random.content() - before).q24) / bits::one, -std::log2(f / 2 / 65536),
                1e-6);
  }
}

TEST(mixture, refuses_a_symbol_that_no_component_has_and_totals_that_are_too_large) {
  rans_stack s;
  EXPECT_THROW(small().push(s, 8), domain_error);
  const auto large = mixture(
      categorical_model::from_counts(std::vector<std::uint32_t>{1u << 20}),
      [](std::uint32_t) { return categorical_model::from_counts(std::vector<std::uint32_t>{1u << 20}); });
  EXPECT_THROW(large.push(s, 0), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

}  // namespace
}  // namespace ansatz
