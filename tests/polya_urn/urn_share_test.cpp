#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <polya_urn/urn_share.hpp>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

ANSATZ_LAWS(urn_share_of_few, urn_share(9, 2, 11, 0, 7, 6), rc::gen::inRange(0u, 8u));
ANSATZ_LAWS(urn_share_of_bounds, urn_share(9, 2, 11, 3, 5, 6), rc::gen::inRange(3u, 6u));
ANSATZ_LAWS(urn_share_of_one, urn_share(9, 2, 11, 4, 4, 6), rc::gen::just(4u));
ANSATZ_LAWS(urn_share_of_far_counts, urn_share(40, 7, 3, 0, 40, 4), rc::gen::inRange(0u, 41u));
ANSATZ_LAWS(urn_share_of_many, urn_share(50000, 3, 70000, 0, 20000), rc::gen::inRange(0u, 20001u));

/// log2 of what p(k) is in proportion to.
double weight(double edges, double own, double rest, double k) {
  const auto choose = std::lgamma(edges + 1) - std::lgamma(k + 1) - std::lgamma(edges - k + 1);
  const auto rising = [](double x, double n) { return std::lgamma(x + n) - std::lgamma(x); };
  return k + (choose + rising(own, k) + rising(rest, 2 * edges - k)) / std::log(2.);
}

TEST(urn_share, costs_what_the_urn_says) {
  for (const auto& [own, rest] : {std::pair{1u, 300u}, {40u, 300u}, {2000u, 50u}, {1u, 1u}}) {
    double all = 0;
    for (std::uint32_t k = 0; k <= 60; ++k)
      all += std::exp2(weight(100, own, rest, k) - weight(100, own, rest, 30));
    for (std::uint32_t k = 0; k <= 60; ++k) {
      const double ideal = std::log2(all) + weight(100, own, rest, 30) - weight(100, own, rest, k);
      metered s{rans_stack{}};
      urn_share(100, own, rest, 0, 60, 24).push(s, k);
      if (ideal < 12)
        EXPECT_NEAR(s.net().to_double(), ideal, 2e-3);
      else
        EXPECT_LT(s.net().to_double(), std::max(24 + 6., ideal + 0.1));
    }
  }
}

TEST(urn_share, takes_the_largest_urns) {
  const urn_share_codec c = urn_share(1u << 29, 1u << 30, max_total, 0, 1u << 26, 24);
  rans_stack s;
  for (const std::uint32_t k : {0u, 1u, 1u << 25, 1u << 26}) {
    c.push(s, k);
    EXPECT_EQ(c.pop(s), k);
  }
  EXPECT_TRUE(s.is_fresh());
}

TEST(urn_share, refuses_what_is_no_urn) {
  EXPECT_THROW(urn_share(3, 1, 1, 2, 1), domain_error);
  EXPECT_THROW(urn_share(3, 1, 1, 0, 4), domain_error);
  EXPECT_THROW(urn_share(3, 0, 1, 0, 3), domain_error);
  EXPECT_THROW(urn_share(3, 1, 0, 0, 3), domain_error);
  EXPECT_THROW(urn_share(3, 1, 1, 0, 3, 3), domain_error);
  EXPECT_THROW(urn_share(3, 1, 1, 0, 3, 25), domain_error);
  EXPECT_THROW(urn_share(std::uint64_t{1} << 40, 1, 1, 0, 3), domain_error);
  rans_stack s;
  EXPECT_THROW(urn_share(9, 2, 11, 3, 5).push(s, 2), domain_error);
  EXPECT_THROW(urn_share(9, 2, 11, 3, 5).push(s, 6), domain_error);
}

TEST(urn_share, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(urn_share(1000, 3, 500, 0, 400), 7), "0ef5d4f0fc");
  EXPECT_EQ(testing::bytes_of(urn_share(1000, 3, 500, 0, 400), 399), "12d5469243efffff");
}

}  // namespace
}  // namespace ansatz
