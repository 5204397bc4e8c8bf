#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

/// A pair a <= b below 60: the larger, then the smaller.
auto ordered_pair() {
  using pair = std::pair<std::uint32_t, std::uint32_t>;
  return codec_of<pair>(
      [](auto& s, const pair& x) {
        uniform(x.second + 1).push(s, x.first);
        uniform(60).push(s, x.second);
      },
      [](auto& s) -> pair {
        const std::uint32_t b = uniform(60).pop(s);
        return {uniform(b + 1).pop(s), b};
      });
}
const auto pairs = rc::gen::map(
    rc::gen::pair(rc::gen::inRange(0u, 60u), rc::gen::inRange(0u, 60u)),
    [](const auto& p) { return std::pair{std::min(p.first, p.second), std::max(p.first, p.second)}; });
ANSATZ_LAWS(codec_of_two_lambdas, ordered_pair(), pairs);

TEST(codec_of, halves_that_do_not_match_breaks_the_laws) {
  const auto wrong = codec_of<std::uint32_t>([](auto& s, std::uint32_t x) { uniform(100).push(s, x); },
                                             [](auto& s) { return uniform(90).pop(s); });
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(wrong), rc::gen::inRange(0u, 90u))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(codec_of, has_golden_bytes) { EXPECT_EQ(testing::bytes_of(ordered_pair(), {12, 34}), "07b979f1f8a2"); }

}  // namespace
}  // namespace ansatz
