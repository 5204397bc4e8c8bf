#include <algorithm>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

/// An exact stack that wastes a bit with every push and takes it back with every pop: lawful, but for the
/// rate.
class wasteful_stack {
 public:
  explicit wasteful_stack(exact_stack s) : inner_{std::move(s)} {}
  template <total_like Total>
  void push(interval i, Total n) {
    inner_.push(i, n);
    inner_.push({0, 1}, precision{1});
  }
  template <total_like Total, class Find>
  auto pop(Total n, Find find) {
    inner_.pop(precision{1}, [](std::uint32_t cell) { return found<int>{0, {cell, 1}}; });
    return inner_.pop(n, find);
  }
  bits content() const { return inner_.content(); }
  friend bool operator==(const wasteful_stack&, const wasteful_stack&) = default;

 private:
  exact_stack inner_;
};

}  // namespace

template <>
struct testing::midlife<wasteful_stack> {
  static wasteful_stack from(std::uint64_t seed) {
    exact_stack s = midlife<exact_stack>::from(seed);
    s.push({0, 1}, precision{1});
    return wasteful_stack{std::move(s)};
  }
};

namespace {

TEST(mutants, a_stack_that_wastes_bits_is_caught_by_the_rate_alone) {
  std::vector<testing::law_check<std::uint32_t>> laws;
  testing::detail::add_laws<wasteful_stack>(laws, uniform(100), "wasteful", {});
  const auto broken = testing::broken_laws(laws, rc::gen::inRange(0u, 100u));
  EXPECT_TRUE(std::ranges::count(broken, "rate, wasteful"));
  EXPECT_FALSE(std::ranges::count(broken, "pop undoes push, wasteful"));
}

ANSATZ_LAWS(of_a_lawful_codec, uniform(100), rc::gen::inRange(0u, 100u), .small_totals = true);

/// Lawful but for one symbol, which it cannot push.
struct all_but_one {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    uniform(x == 77 ? 0 : 100).push(s, x);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return uniform(100).pop(s);
  }
};

TEST(broken_laws, names_what_is_broken_and_counts_an_exception) {
  const auto digit = rc::gen::inRange(0u, 100u);
  EXPECT_TRUE(testing::broken_laws(testing::laws_of(uniform(100)), digit).empty());
  EXPECT_EQ(testing::broken_laws(testing::laws_of(all_but_one{}), digit).size(), 12u);
}

}  // namespace
}  // namespace ansatz
