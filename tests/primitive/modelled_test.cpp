#include <ansatz/primitive/modelled.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

namespace ansatz {
namespace {

/// Three symbols of unequal mass, the middle one impossible.
template <total_like Total>
struct lopsided_model {
  using symbol_type = char;
  Total of;

  constexpr Total total() const { return of; }
  constexpr interval interval_of(char x) const {
    switch (x) {
      case 'a':
        return {0, 5};
      case 'b':
        return {5, 0};
      case 'c':
        return {5, of.count() - 5};
      default:
        throw domain_error("lopsided: a, b or c");
    }
  }
  constexpr found<char> find(std::uint32_t cell) const {
    const char x = cell < 5 ? 'a' : 'c';
    return {x, interval_of(x)};
  }
};

const auto letters = rc::gen::elementOf(std::string{"ac"});

ANSATZ_LAWS(modelled_by_any_total, modelled(lopsided_model<total>{total{100}}), letters);
ANSATZ_LAWS(modelled_by_precision, modelled(lopsided_model<precision>{precision{7}}), letters);
ANSATZ_LAWS(modelled_by_a_large_total, modelled(lopsided_model<total>{total{(1u << 24) - 3}}), letters);

TEST(modelled, refuses_a_symbol_of_probability_zero_and_one_outside_the_alphabet) {
  rans_stack s;
  const auto c = modelled(lopsided_model<total>{total{100}});
  EXPECT_THROW(c.push(s, 'b'), domain_error);
  EXPECT_THROW(c.push(s, 'd'), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

}  // namespace
}  // namespace ansatz
