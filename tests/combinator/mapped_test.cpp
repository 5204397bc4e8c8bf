#include <ansatz/combinator/mapped.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"

namespace ansatz {
namespace {

constexpr auto to_letter = [](std::uint32_t i) { return static_cast<char>('a' + i); };
constexpr auto to_index = [](char c) { return static_cast<std::uint32_t>(c - 'a'); };

ANSATZ_LAWS(mapped_to_letters, mapped(uniform(26), to_letter, to_index), rc::gen::inRange('a', 'z'));

/// A map that is no bijection: two numbers to one.
TEST(mutants, a_map_that_merges_symbols_is_caught) {
  const auto halved =
      mapped(uniform(26), [](std::uint32_t i) { return i / 2; }, [](std::uint32_t j) { return 2 * j; });
  const auto broken = testing::broken_laws(testing::laws_of(halved), rc::gen::inRange(0u, 13u));
  EXPECT_EQ(testing::names(broken), testing::broken_on(testing::every_stack, {"push undoes pop"}));
}

}  // namespace
}  // namespace ansatz
