#include <ansatz/combinator/any_codec.hpp>
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/choice.hpp>
#include <ansatz/combinator/coupled_importance.hpp>
#include <ansatz/combinator/importance.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/model/alias_table.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>
#include <memory>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/coin.hpp"
#include "combinator/monte_carlo.hpp"
#include "stack/counting_stack.hpp"

namespace ansatz {
namespace {

using testing::coin;
using testing::symmetric_step;
using number = any_codec<std::uint32_t>;
using numbers = any_codec<std::vector<std::uint32_t>>;

static_assert(codec_on<number, rans_stack> && codec_on<number, vector_stack<8>> &&
              codec_on<number, exact_stack> && codec_on<number, any_stack>);
static_assert(!std::constructible_from<any_codec<int>, uniform_codec>, "another symbol");
static_assert(!std::constructible_from<number, testing::coin_model>, "a model");

const auto below = [](std::uint32_t n) { return rc::gen::inRange(0u, n); };
const auto twenty = rc::gen::map(rc::gen::arbitrary<std::array<std::uint32_t, 20>>(), [](const auto& raw) {
  std::vector<std::uint32_t> x(raw.begin(), raw.end());
  for (auto& v : x) v %= 100;
  return x;
});

ANSATZ_LAWS(any_codec_of_a_model, number{uniform(100)}, below(100));
ANSATZ_LAWS(any_codec_of_an_alias_table, (number{modelled(alias_table{std::vector{40u, 9u, 50u, 21u}})}),
            below(4));
ANSATZ_LAWS(any_codec_of_an_array, numbers{repeat(20, uniform(100))}, twenty);
ANSATZ_LAWS(any_codec_in_an_array, repeat(20, number{uniform(100)}), twenty);
ANSATZ_LAWS(any_codec_of_one, number{number{uniform(9)}}, below(9));

/// Bits back whose parts' types are forgotten, and forgotten itself.
const number forgotten = bits_back(
    number{uniform(8)}, [](std::uint32_t z) { return number{symmetric_step{}(z)}; },
    [](std::uint32_t x) { return number{labelled("posterior", symmetric_step{}(x))}; });
const auto remembered = bits_back(uniform(8), symmetric_step{}, symmetric_step{});
ANSATZ_LAWS(any_codec_of_bits_back, forgotten, below(8));

/// A proposal and a target of any codecs: they are drawn from, weighed, and drawn through special stacks.
const auto joint = [](std::uint32_t x) {
  return joint_cost(number{uniform(8)}, [](std::uint32_t z) { return number{symmetric_step{}(z)}; }, x);
};
ANSATZ_LAWS(any_codec_in_importance, number{testing::behind_a_step([](std::uint32_t x) {
              return importance(3, number{uniform(8)}, joint(x), 7);
            })},
            below(8));
ANSATZ_LAWS(any_codec_in_coupled_importance, number{testing::behind_a_step([](std::uint32_t x) {
              return number{coupled_importance(3, number{uniform(8)}, joint(x), 7)};
            })},
            below(8));

ANSATZ_LAWS(any_codec_in_a_multiset, numbers{multiset(20, number{uniform(100)})},
            rc::gen::map(twenty, [](std::vector<std::uint32_t> x) {
              std::ranges::sort(x);
              return x;
            }));

struct counting_walker {
  std::uint32_t seen = 2;
  number next() const { return uniform(seen); }
  void learn(std::uint32_t) { ++seen; }
};
const numbers learning = autoregressive(20, [] { return counting_walker{}; });
ANSATZ_LAWS(any_codec_in_autoregressive, learning, rc::gen::map(twenty, [](std::vector<std::uint32_t> x) {
              for (std::uint32_t i = 0; i < x.size(); ++i) x[i] %= i + 2;
              return x;
            }));

ANSATZ_LAWS_BY_TYPE(any_codec_on_lanes, on_lanes<8>(numbers{repeat(20, uniform(100))}), twenty);

/// A tree whose inner nodes carry an operator and its leaves a number, of a depth that is known only at run
/// time.
struct tree {
  std::uint32_t value = 0;  // of a leaf, or which operator
  std::vector<tree> children{};
  friend bool operator==(const tree&, const tree&) = default;
};
any_codec<tree> tree_of(unsigned depth) {
  const auto leaf = mapped(
      uniform(10), [](std::uint32_t v) { return tree{v}; },
      [](const tree& t) { return t.children.empty() ? t.value : 10; });
  if (depth == 0) return leaf;
  const auto child = tree_of(depth - 1);
  const auto node = mapped(
      serial(uniform(3), child, child),
      [](const std::tuple<std::uint32_t, tree, tree>& t) {
        return tree{std::get<0>(t), {std::get<1>(t), std::get<2>(t)}};
      },
      [](const tree& t) { return std::tuple{t.value, t.children.at(0), t.children.at(1)}; });
  return mapped(
      choice(coin(50), leaf, node),
      [](const std::variant<tree, tree>& v) { return v.index() == 0 ? std::get<0>(v) : std::get<1>(v); },
      [](const tree& t) {
        return t.children.empty() ? std::variant<tree, tree>{std::in_place_index<0>, t}
                                  : std::variant<tree, tree>{std::in_place_index<1>, t};
      });
}
tree random_tree(std::uint64_t seed, unsigned depth) {
  const std::uint64_t r = supply::seeded(seed).word(0);
  if (depth == 0 || r % 3 == 0) return {static_cast<std::uint32_t>(r >> 32) % 10};
  return {static_cast<std::uint32_t>(r >> 32) % 3,
          {random_tree(3 * seed + 1, depth - 1), random_tree(3 * seed + 2, depth - 1)}};
}
std::ostream& operator<<(std::ostream& out, const tree& t) {
  out << t.value << '(';
  for (const tree& c : t.children) out << c;
  return out << ')';
}
ANSATZ_LAWS(any_codec_of_a_tree, tree_of(5),
            rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                         [](std::uint64_t seed) { return random_tree(seed, 5); }));
TEST(any_codec, refuses_a_tree_that_is_too_deep) {
  rans_stack s;
  EXPECT_THROW(tree_of(1).push(s, {0, {{1, {{2}, {3}}}, {4}}}), domain_error);
}

/// Pushed and popped as by the codec in it, from a stack in mid-life.
template <class S>
void expect_same_on(S s) {
  S t = s;
  const auto codec = array(200, [](std::size_t i) { return uniform(static_cast<std::uint32_t>(2 + i)); });
  const numbers any = codec;
  const auto x = codec.pop(t);
  EXPECT_EQ(any.pop(s), x);
  EXPECT_EQ(s, t);
  any.push(s, x);
  codec.push(t, x);
  EXPECT_EQ(s, t);
  any.push(s, x);
  EXPECT_NE(s, t);
}
TEST(any_codec, does_the_same_on_stacks_that_it_knows_and_on_others) {
  expect_same_on(testing::midlife<rans_stack>::from(1));
  expect_same_on(testing::midlife<vector_stack<64>>::from(1));
  expect_same_on(testing::midlife<vector_stack<8>>::from(1));
  expect_same_on(testing::midlife<exact_stack>::from(1));
}

TEST(any_codec, has_the_bytes_of_the_codec_in_it) {
  const std::vector<std::uint32_t> x(20, 42);
  EXPECT_EQ(testing::bytes_of(numbers{repeat(20, uniform(100))}, x),
            testing::bytes_of(repeat(20, uniform(100)), x));
  EXPECT_EQ(testing::bytes_of(forgotten, 3), testing::bytes_of(remembered, 3));
  auto s = testing::midlife<vector_stack<8>>::from(1), t = s;
  numbers{repeat(20, uniform(100))}.push(s, x);
  repeat(20, uniform(100)).push(t, x);
  EXPECT_EQ(s, t);
}

TEST(any_codec, is_weighed_recorded_and_metered_like_the_codec_in_it) {
  EXPECT_EQ(cost(number{uniform(77)}, 3), cost(uniform(77), 3));
  recorder r;
  number{labelled("die", uniform(6))}.push(r, 5);
  metered s{rans_stack{}};
  r.replay(s);
  ASSERT_EQ(s.ledger().size(), 2u);
  EXPECT_EQ(s.ledger()[1].label, "die");
  EXPECT_EQ(s.net(), log2_of(6));
  forgotten.push(s, 3);
  EXPECT_EQ(s.ledger()[2].label, "posterior");
  EXPECT_EQ(s.ledger()[2].pops, 1u);
}

TEST(any_codec, codes_arrays_in_batches) {
  testing::counting_stack s{testing::midlife<vector_stack<8>>::from(1)};
  numbers{repeat(1000, uniform(16))}.push(s, std::vector<std::uint32_t>(1000, 3));
  EXPECT_EQ(s.batches, 1u);
  EXPECT_EQ(s.pushes, 0u);
}

TEST(any_codec, refuses_at_run_time_what_does_not_compile) {
  recorder r;
  try {
    forgotten.push(r, 3);
    FAIL();
  } catch (const domain_error& e) {
    EXPECT_EQ(e.what(), std::string{"recorder: a codec that pops while it pushes cannot be recorded"});
  }
  EXPECT_THROW((void)cost(forgotten, 3), domain_error);
  const auto drawn_by_bits_back = coupled_importance(3, forgotten, [](std::uint32_t) { return bits{}; });
  rans_stack s;
  EXPECT_THROW((void)drawn_by_bits_back.pop(s), domain_error);
}

/// Pushes another symbol for one of them.
struct mistaken {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    uniform(100).push(s, x == 77 ? 0 : x);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return uniform(100).pop(s);
  }
};
TEST(any_codec, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(number{mistaken{}}), below(100))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
