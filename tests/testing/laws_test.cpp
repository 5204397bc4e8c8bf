#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

ANSATZ_LAWS(of_a_lawful_codec, uniform(100), rc::gen::inRange(0u, 100u), .small_totals = true);

/// Lawful but for one symbol, which it cannot push.
struct all_but_one {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    uniform(x == 77 ? 0 : 100).push(s, x);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return uniform(100).pop(s);
  }
};

TEST(broken_laws, names_what_is_broken_and_counts_an_exception) {
  const auto digit = rc::gen::inRange(0u, 100u);
  EXPECT_TRUE(testing::broken_laws(testing::laws_of(uniform(100)), digit).empty());
  EXPECT_EQ(testing::broken_laws(testing::laws_of(all_but_one{}), digit).size(), 9u);
}

}  // namespace
}  // namespace ansatz
