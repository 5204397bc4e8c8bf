#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

void test() {
#ifndef FIXED
  const auto symbols = rc::gen::inRange(0, 6);
#else
  const auto symbols = rc::gen::inRange(0u, 6u);
#endif
  ansatz::testing::expect_laws(ansatz::testing::laws_of(ansatz::uniform(6)), symbols);
}
