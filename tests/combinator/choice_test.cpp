#include <ansatz/combinator/choice.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/primitive/log_uniform.hpp>
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

TEST(choice, refuses_an_index_that_its_tag_cannot_hold_before_it_pushes) {
  const auto flag =
      mapped(uniform(2), [](std::uint32_t x) { return x != 0; }, [](bool x) { return x ? 1u : 0u; });
  const auto c = choice(flag, uniform(3), uniform(4), uniform(5), uniform(6));
  using four = std::variant<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;
  rans_stack s;
  for (const four& x : {four{std::in_place_index<0>, 2u}, four{std::in_place_index<1>, 3u}}) {
    c.push(s, x);
    EXPECT_EQ(c.pop(s), x);
  }
  EXPECT_THROW(c.push(s, four{std::in_place_index<2>, 1u}), domain_error);
  EXPECT_THROW(c.push(s, four{std::in_place_index<3>, 1u}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

/// Its copy fails, so that a variant which was to hold it holds nothing.
struct fragile {
  fragile() = default;
  fragile(const fragile&) { throw 5; }
  fragile& operator=(const fragile&) = default;
};
struct fragile_codec {
  using symbol_type = fragile;
  template <class S>
  void push(S&, const fragile&) const {}
  template <class S>
  fragile pop(S&) const {
    return {};
  }
};
TEST(choice, refuses_a_variant_that_holds_nothing) {
  std::variant<std::uint64_t, fragile> x{std::uint64_t{1}};
  const fragile one;
  EXPECT_THROW(x.emplace<fragile>(one), int);
  ASSERT_TRUE(x.valueless_by_exception());
  rans_stack s;
  EXPECT_THROW(choice(log_uniform(64), log_uniform(64), fragile_codec{}).push(s, x), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(choice, refuses_a_tag_that_names_no_alternative) {
  exact_stack s{2};
  EXPECT_THROW(choice(uniform(3), uniform(4), uniform(4)).pop(s), domain_error);
}

}  // namespace
}  // namespace ansatz
