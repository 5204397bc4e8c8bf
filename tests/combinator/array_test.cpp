#include <ansatz/combinator/array.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

namespace ansatz {
namespace {

constexpr auto triangle(std::size_t n) {
  return array(n, [](std::size_t i) { return uniform(static_cast<std::uint32_t>(i) + 1); });
}
const auto triangle_symbols =
    rc::gen::map(rc::gen::arbitrary<std::array<std::uint32_t, 30>>(), [](const auto& raw) {
      std::vector<std::uint32_t> x(raw.begin(), raw.end());
      for (std::uint32_t i = 0; i < x.size(); ++i) x[i] %= i + 1;
      return x;
    });

ANSATZ_LAWS(array_of_30, triangle(30), triangle_symbols);
ANSATZ_LAWS(array_of_none, triangle(0), rc::gen::just(std::vector<std::uint32_t>{}));

TEST(array, pops_in_ascending_order) {
  exact_stack s;
  array(3, [](std::size_t) { return uniform(10); }).push(s, {1, 2, 3});
  EXPECT_EQ(s.value(), 321);
}

TEST(array, refuses_another_length) {
  rans_stack s;
  EXPECT_THROW(triangle(3).push(s, {0, 0}), domain_error);
  EXPECT_THROW(triangle(3).push(s, {0, 0, 0, 0}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

}  // namespace
}  // namespace ansatz
