#include <gtest/gtest-spi.h>

#include <ansatz/combinator/length_prefixed.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"

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
  const auto broken = testing::broken_laws(testing::laws_on<wasteful_stack>(uniform(100), "wasteful"),
                                           rc::gen::inRange(0u, 100u));
  EXPECT_EQ(testing::names(broken), std::vector<std::string>{"rate, wasteful"});
}

const auto digit = rc::gen::inRange(0u, 100u);

ANSATZ_LAWS(of_a_lawful_codec, uniform(100), digit);

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

TEST(broken_laws, says_what_is_broken_and_counts_an_exception) {
  EXPECT_TRUE(testing::broken_laws(testing::laws_of(uniform(100)), digit).empty());
  const auto broken = testing::broken_laws(testing::laws_of(all_but_one{}), digit);
  EXPECT_EQ(testing::names(broken),
            testing::broken_on(testing::every_stack, {"pop undoes push", "push undoes pop", "rate"}));
  for (const auto& b : broken) EXPECT_EQ(b.reason, "total: the count must lie in [1, 2^31]") << b.name();
}

// What design.md recommends of posteriors: no 8-bit word takes it.
const auto fine = uniform(1u << 30);
const auto fine_symbols = rc::gen::inRange(0u, 1u << 30);
ANSATZ_LAWS(of_a_fine_codec, fine, fine_symbols);

using strings = std::vector<std::string>;

TEST(laws, pass_over_the_stacks_that_do_not_take_a_total_and_say_so) {
  const auto passed_over = [](std::uint32_t n) {
    return testing::stacks_passed_over(testing::laws_of(uniform(n)), rc::gen::inRange(0u, n));
  };
  EXPECT_EQ(passed_over(1u << 7), strings{});
  EXPECT_EQ(passed_over((1u << 7) + 1), strings{"rans 16/8"});
  EXPECT_EQ(passed_over(1u << 24), strings{"rans 16/8"});
  EXPECT_EQ(passed_over((1u << 24) + 1), (strings{"rans 16/8", "rans 32/8", "rans 32/8 of 3 lanes"}));
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(fine), fine_symbols)), strings{});

  ::testing::internal::CaptureStderr();
  testing::expect_laws(testing::laws_of(fine), fine_symbols);
  const std::string said = ::testing::internal::GetCapturedStderr();
  for (const char* stack : {"rans 16/8", "rans 32/8", "rans 32/8 of 3 lanes"})
    EXPECT_NE(said.find("Not tried on " + std::string{stack} + ": the total exceeds the head's lower bound"),
              std::string::npos)
        << said;
}

/// One of a million where the coin says so, else one of ten: a stack of small words takes half of the symbols.
struct now_and_then {
  using symbol_type = std::tuple<std::uint32_t, std::uint32_t>;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    uniform(std::get<0>(x) == 0 ? 10 : 1'000'000).push(s, std::get<1>(x));
    uniform(2).push(s, std::get<0>(x));
  }
  template <class S>
  symbol_type pop(S& s) const {
    const std::uint32_t coin = uniform(2).pop(s);
    return {coin, uniform(coin == 0 ? 10 : 1'000'000).pop(s)};
  }
};

TEST(laws, pass_over_the_symbols_that_a_stack_does_not_take_and_say_so) {
  const auto symbols = rc::gen::tuple(rc::gen::inRange(0u, 2u), rc::gen::inRange(0u, 10u));
  EXPECT_EQ(testing::stacks_passed_over(testing::laws_of(now_and_then{}), symbols), strings{});
  ::testing::internal::CaptureStderr();
  testing::expect_laws(testing::laws_of(now_and_then{}), symbols);
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find("cases were passed over: the total exceeds the head's lower bound"), std::string::npos);
}

/// Lists of numbers, but of no long ones; says how often it was asked.
struct short_list {
  using symbol_type = std::vector<std::uint32_t>;
  int* pushes;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    ++*pushes;
    if (x.size() > 50) throw domain_error("too long");
    length_prefixed(uniform(51), uniform(100), 50).push(s, x);
  }
  template <class S>
  symbol_type pop(S& s) const {
    return length_prefixed(uniform(51), uniform(100), 50).pop(s);
  }
};

TEST(laws, do_not_look_for_the_smallest_symbol_for_ever) {
  int pushes = 0;
  const auto laws = testing::laws_on<exact_stack>(short_list{&pushes}, "exact");
  ::testing::TestPartResultArray failures;
  {
    const ::testing::ScopedFakeTestPartResultReporter reporter{
        ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &failures};
    testing::expect_laws(laws, rc::gen::container<std::vector<std::uint32_t>>(digit));
  }
  EXPECT_EQ(failures.size(), 2);
  EXPECT_LE(pushes, 3000);
}

TEST(laws, do_not_hold_of_a_codec_that_no_stack_takes) {
  const auto laws = testing::laws_on<testing::rans_stack_16_8>(uniform(1000), "rans 16/8");
  const auto symbols = rc::gen::inRange(0u, 1000u);
  EXPECT_NONFATAL_FAILURE(testing::expect_laws(laws, symbols), "no stack takes the codec's totals");
}

}  // namespace
}  // namespace ansatz
