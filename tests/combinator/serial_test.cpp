#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "coin.hpp"

namespace ansatz {
namespace {

using testing::coin;

ANSATZ_LAWS(serial_of_nothing, serial(), rc::gen::just(std::tuple<>{}));
ANSATZ_LAWS(serial_of_three, serial(uniform(100), coin(3), uniform(77)),
            rc::gen::tuple(rc::gen::inRange(0u, 100u), rc::gen::inRange(0u, 2u), rc::gen::inRange(0u, 77u)));
ANSATZ_LAWS(serial_of_serial, serial(serial(uniform(5), uniform(6)), uniform(1u << 20)),
            rc::gen::tuple(rc::gen::tuple(rc::gen::inRange(0u, 5u), rc::gen::inRange(0u, 6u)),
                           rc::gen::inRange(0u, 1u << 20)));

TEST(serial, pops_in_the_order_of_its_list) {
  exact_stack s;
  serial(uniform(10), uniform(10), uniform(10)).push(s, {1, 2, 3});
  EXPECT_EQ(s.value(), 321);
  EXPECT_EQ(uniform(10).pop(s), 1u);
}

}  // namespace
}  // namespace ansatz
