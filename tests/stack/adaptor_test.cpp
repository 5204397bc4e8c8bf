#include <gtest/gtest.h>

#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/combinator/substack.hpp>
#include <ansatz/model/alias_table.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/adaptor.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/midlife.hpp>

#include "stack/counting_stack.hpp"

namespace ansatz {
namespace {

/// An adaptor that says nothing of its own.
template <class S>
class plain : public stack_adaptor<plain<S>, S> {
 public:
  explicit plain(S s) : inner_{std::move(s)} {}
  const S& inner() const { return inner_; }

 private:
  friend stack_adaptor<plain, S>;
  S& below() { return inner_; }
  const S& below() const { return inner_; }
  S inner_;
};
static_assert(stack<plain<rans_stack>> && !laned<plain<rans_stack>>);
static_assert(laned_stack<plain<vector_stack<8>>> && pops_at_once<plain<plain<vector_stack<8>>>>);

template <class S, class Codec>
void hands_everything_on(const Codec& codec, const symbol_t<Codec>& x) {
  const S before = testing::midlife<S>::from(5);
  plain<plain<S>> s{plain<S>{before}};
  S alone = before;
  codec.push(s, x);
  codec.push(alone, x);
  EXPECT_EQ(s.inner().inner(), alone);
  EXPECT_EQ(codec.pop(s), x);
  EXPECT_EQ(s.inner().inner(), before);
}

TEST(adaptor, hands_everything_on) {
  const auto codec =
      serial(repeat(100, uniform(1u << 10)), uniform(77), modelled(alias_table{std::vector{5u, 2u, 2u}}));
  const std::tuple x{std::vector<std::uint32_t>(100, 500), 76u, 1u};
  hands_everything_on<rans_stack>(codec, x);
  hands_everything_on<exact_stack>(codec, x);
  hands_everything_on<vector_stack<8>>(codec, x);
  hands_everything_on<testing::vector_stack_32_8<3>>(codec, x);
}

TEST(adaptor, hands_labels_on) {
  plain s{metered{rans_stack{}}};
  labelled("die", uniform(6)).push(s, 5);
  ASSERT_EQ(s.inner().ledger().size(), 2u);
  EXPECT_EQ(s.inner().ledger()[1].label, "die");
  EXPECT_EQ(s.inner().ledger()[1].pushes, 1u);
}

/// Hooks hear of every operation, with its frequency; batches stay batches.
TEST(adaptor, tells_of_every_operation) {
  testing::counting_stack s{testing::midlife<vector_stack<8>>::from(1)};
  const auto codec = serial(uniform(10), repeat(20, uniform(64)));
  codec.push(s, {3, std::vector<std::uint32_t>(20, 1)});
  EXPECT_EQ(s.pushes, 1u);
  EXPECT_EQ(s.batches, 1u);
  EXPECT_EQ(s.in_batches, 20u);
  (void)codec.pop(s);
  EXPECT_EQ(s.pops, 1u);
  EXPECT_EQ(s.in_batches, 40u);
}

TEST(adaptor, tells_only_of_what_was_done) {
  testing::counting_stack s{rans_stack{}};
  EXPECT_THROW(s.push(interval{0, 0}, precision{4}), domain_error);
  EXPECT_THROW((void)s.pop(precision{4}, [](std::uint32_t) { return found<int>{0, {99, 1}}; }), domain_error);
  EXPECT_EQ(s.pushes + s.pops, 0u);
}

}  // namespace
}  // namespace ansatz
