#include <ansatz/combinator/any_codec.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "coin.hpp"

namespace ansatz {
namespace {

using erased = any_codec<std::uint32_t, rans_stack>;
static_assert(codec_on<erased, rans_stack>);
static_assert(!std::constructible_from<any_codec<int, rans_stack>, uniform_codec>, "another symbol");

TEST(any_codec, does_what_the_codec_in_it_does) {
  const std::vector<erased> codecs{
      uniform(100), testing::coin(5),
      mapped(uniform(10), [](std::uint32_t x) { return x + 1; }, [](std::uint32_t x) { return x - 1; })};
  rans_stack erased_stack, stack;
  for (const erased& c : codecs) c.push(erased_stack, 1);
  uniform(100).push(stack, 1);
  testing::coin(5).push(stack, 1);
  uniform(10).push(stack, 0);
  EXPECT_EQ(erased_stack, stack);
  for (std::size_t i = codecs.size(); i-- > 0;) EXPECT_EQ(codecs[i].pop(erased_stack), 1u);
  EXPECT_TRUE(erased_stack.is_fresh());
}

TEST(any_codec, keeps_the_laws) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const rans_stack before = testing::midlife<rans_stack>::from(seed);
    rans_stack s = before;
    const erased c = seed % 2 == 0 ? erased{uniform(77)} : erased{testing::coin(30)};
    const std::uint32_t x = c.pop(s);
    c.push(s, x);
    EXPECT_EQ(s, before);
    c.push(s, 1);
    EXPECT_EQ(c.pop(s), 1u);
    EXPECT_EQ(s, before);
  }
}

}  // namespace
}  // namespace ansatz
