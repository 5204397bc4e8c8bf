#include <ansatz/combinator/choice.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

#include "coin.hpp"

namespace ansatz {
namespace {

using testing::coin;
using number_or_letter = std::variant<std::uint32_t, char, std::uint32_t>;

struct letter {
  using symbol_type = char;
  template <class S>
  void push(S& s, char c) const {
    uniform(26).push(s, static_cast<std::uint32_t>(c - 'a'));
  }
  template <class S>
  char pop(S& s) const {
    return static_cast<char>('a' + uniform(26).pop(s));
  }
};

const auto symbols =
    rc::gen::oneOf(rc::gen::map(rc::gen::inRange(0u, 100u),
                                [](std::uint32_t v) { return number_or_letter{std::in_place_index<0>, v}; }),
                   rc::gen::map(rc::gen::inRange('a', 'z'), [](char c) { return number_or_letter{c}; }),
                   rc::gen::map(rc::gen::inRange(0u, 7u),
                                [](std::uint32_t v) { return number_or_letter{std::in_place_index<2>, v}; }));

ANSATZ_LAWS(choice_of_three, choice(uniform(3), uniform(100), letter{}, uniform(7)), symbols);

TEST(choice, pays_for_the_tag_and_the_value) {
  metered s{rans_stack{}};
  choice(coin(32), uniform(16), uniform(4))
      .push(s, std::variant<std::uint32_t, std::uint32_t>{std::in_place_index<1>, 3});
  EXPECT_EQ(s.net(), bits::whole(4));  // the coin's 1 has probability 1/4
}

TEST(choice, refuses_a_tag_that_names_no_alternative) {
  exact_stack s{2};
  EXPECT_THROW(choice(uniform(3), uniform(4), uniform(4)).pop(s), domain_error);
}

}  // namespace
}  // namespace ansatz
