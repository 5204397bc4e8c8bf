#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "coin.hpp"

namespace ansatz {
namespace {

using testing::coin;

ANSATZ_LAWS(repeat_of_a_coin, repeat(20, coin(9)),
            rc::gen::container<std::vector<std::uint32_t>>(20, rc::gen::inRange(0u, 2u)));
ANSATZ_LAWS(repeat_of_repeat, repeat(3, repeat(4, uniform(1000))),
            rc::gen::container<std::vector<std::vector<std::uint32_t>>>(
                3, rc::gen::container<std::vector<std::uint32_t>>(4, rc::gen::inRange(0u, 1000u))));

TEST(repeat, pays_for_each_element) {
  metered s{rans_stack{}};
  repeat(100, uniform(256)).push(s, std::vector<std::uint32_t>(100, 17));
  EXPECT_EQ(s.net(), bits::whole(800));
}

}  // namespace
}  // namespace ansatz
