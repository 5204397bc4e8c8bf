#include <ansatz/primitive/certain.hpp>
#include <ansatz/testing/laws.hpp>
#include <string>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

ANSATZ_LAWS(certain_number, certain(7), rc::gen::just(7));
ANSATZ_LAWS(certain_string, certain(std::string{"so"}), rc::gen::just(std::string{"so"}));

TEST(certain, takes_nothing_and_refuses_all_else) {
  rans_stack s;
  certain(7).push(s, 7);
  EXPECT_THROW(certain(7).push(s, 8), domain_error);
  EXPECT_EQ(s, rans_stack{});
  EXPECT_EQ(testing::bytes_of(certain(7), 7), testing::bytes_of(certain(8), 8));
}

/// One that takes every symbol for the one that is certain.
struct careless {
  using symbol_type = int;
  template <class S>
  void push(S&, int) const {}
  template <class S>
  int pop(S&) const {
    return 7;
  }
};
TEST(certain, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless{}), rc::gen::inRange(7, 9))),
            testing::broken_on(testing::every_stack, {"pop undoes push"}));
}

}  // namespace
}  // namespace ansatz
