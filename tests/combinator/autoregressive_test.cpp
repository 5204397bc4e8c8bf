#include <algorithm>
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

/// Counts that begin at one and grow with what was seen: Laplace's rule.
struct laplace {
  std::vector<std::uint32_t> counts;
  auto next() const { return categorical(counts); }
  void learn(std::uint32_t x) { ++counts[x]; }
};
auto laplace_codec(std::size_t size) {
  return autoregressive(size, [] { return laplace{{1, 1, 1}}; });
}

/// A pair whose first member is below the last one's.
struct shrinking {
  std::uint32_t bound = 90;
  auto next() const { return serial(uniform(bound), uniform(5)); }
  void learn(const std::tuple<std::uint32_t, std::uint32_t>& x) { bound = std::get<0>(x) + 1; }
};

const auto letters = [](std::size_t n) {
  return rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, 3u));
};

ANSATZ_LAWS(autoregressive_laplace, laplace_codec(30), letters(30));
ANSATZ_LAWS(autoregressive_pairs, autoregressive(6, [] { return shrinking{}; }),
            rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(6, rc::gen::inRange(0u, 90u)),
                         [](std::vector<std::uint32_t> bounds) {
                           std::ranges::sort(bounds, std::greater{});
                           std::vector<std::tuple<std::uint32_t, std::uint32_t>> x;
                           for (const std::uint32_t b : bounds) x.emplace_back(b, b % 5);
                           return x;
                         }));
ANSATZ_LAWS(autoregressive_of_nothing, laplace_codec(0), letters(0));

TEST(autoregressive, pays_for_what_it_has_learnt) {
  // Laplace: p(x) = a! b! c! 2! / (n + 2)!
  std::vector<std::uint32_t> x;
  for (std::uint32_t i = 0; i < 300; ++i) x.push_back(i % 3 == 0 ? i / 3 % 3 : 0);
  metered s{rans_stack{}};
  laplace_codec(x.size()).push(s, x);
  double expected = std::lgamma(303.0) - std::log(2.0);
  for (std::uint32_t v = 0; v < 3; ++v)
    expected -= std::lgamma(static_cast<double>(std::ranges::count(x, v)) + 1);
  EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, expected / std::log(2.0), 1e-4);
}

TEST(autoregressive, refuses_another_length) {
  rans_stack s;
  EXPECT_THROW(laplace_codec(3).push(s, {0, 1}), domain_error);
  EXPECT_THROW(laplace_codec(2).push(s, {0, 7}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

/// Replays first to last: pop then learns from the wrong end.
TEST(autoregressive, that_pushes_in_the_order_of_the_walk_breaks_the_laws) {
  const auto forgetful = codec_of<std::vector<std::uint32_t>>(
      [](auto& s, const auto& x) {
        laplace w{{1, 1, 1}};
        for (const std::uint32_t e : x) {
          w.next().push(s, e);
          w.learn(e);
        }
      },
      [](auto& s) { return laplace_codec(5).pop(s); });
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(forgetful), letters(5))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(autoregressive, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(laplace_codec(8), {0, 2, 2, 1, 0, 0, 2, 1}), "5cb1b757e7cd");
}

}  // namespace
}  // namespace ansatz
