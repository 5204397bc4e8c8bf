#include <ansatz/combinator/aggregate.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

struct pixel {
  std::uint32_t x, y, colour;
  friend bool operator==(const pixel&, const pixel&) = default;
};
struct only {
  std::uint32_t value;
  friend bool operator==(const only&, const only&) = default;
};

const auto pixels = rc::gen::map(
    rc::gen::tuple(rc::gen::inRange(0u, 64u), rc::gen::inRange(0u, 48u), rc::gen::inRange(0u, 3u)),
    [](const auto& t) { return pixel{std::get<0>(t), std::get<1>(t), std::get<2>(t)}; });

ANSATZ_LAWS(aggregate_of_three, aggregate<pixel>(uniform(64), uniform(48), uniform(3)), pixels);
ANSATZ_LAWS(aggregate_of_one, aggregate<only>(uniform(9)),
            rc::gen::map(rc::gen::inRange(0u, 9u), [](std::uint32_t v) { return only{v}; }));

TEST(aggregate, pops_in_the_order_of_declaration) {
  exact_stack s;
  aggregate<pixel>(uniform(10), uniform(10), uniform(10)).push(s, {1, 2, 3});
  EXPECT_EQ(s.value(), 321);
}

}  // namespace
}  // namespace ansatz
