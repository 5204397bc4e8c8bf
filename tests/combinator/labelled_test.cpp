#include <ansatz/combinator/labelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

ANSATZ_LAWS(labelled_uniform, labelled("a name", uniform(99)), rc::gen::inRange(0u, 99u));

TEST(labelled, changes_no_byte) {
  rans_stack a, b;
  labelled("x", uniform(1000)).push(a, 77);
  uniform(1000).push(b, 77);
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace ansatz
