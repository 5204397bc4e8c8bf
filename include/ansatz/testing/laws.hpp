#pragma once
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/midlife.hpp>
#include <concepts>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// The laws of codecs as property tests. A test file registers a codec in one line,
///
///   ANSATZ_LAWS(bits_back_of_two_coins, my_codec(), rc::gen::inRange<std::uint32_t>(0, 4));
///
/// and each law is tried on each stack, on random mid-life stacks and symbols; a counterexample is shrunk.
namespace ansatz::testing {

/// One law on one stack: a check returns what is violated, or nothing. Type-erased, so that a codec's tests
/// instantiate the codec alone and not the machinery around it.
template <class X>
struct law_check {
  std::string name;
  std::function<std::string(std::uint64_t seed, const X& x)> violation;
};

/// Which stacks and states a codec is tried on.
struct law_options {
  bool small_totals = false;  ///< every total is at most 2^7, so the 16-bit stack takes part
  bool full_support =
      true;  ///< false: a pop from an arbitrary stack may meet a symbol of frequency 0 (bits_back on an
             ///< unfloored posterior) and then throws domain_error; such stacks are passed over
};

namespace detail {

template <class S, class Codec, class X>
void add_laws(std::vector<law_check<X>>& out, const Codec& c, const std::string& stack, law_options options) {
  out.push_back({"pop undoes push, " + stack, [c](std::uint64_t seed, const X& x) -> std::string {
                   const S before = midlife<S>::from(seed);
                   S s = before;
                   c.push(s, x);
                   if (!(c.pop(s) == x)) return "pop gave another symbol than was pushed";
                   if (!(s == before)) return "pop gave the symbol, but not the stack from before the push";
                   return {};
                 }});
  out.push_back({"push undoes pop, " + stack, [c, options](std::uint64_t seed, const X&) -> std::string {
                   const S before = midlife<S>::from(seed);
                   S s = before;
                   try {
                     const X x = c.pop(s);
                     c.push(s, x);
                     if (!(s == before))
                       return "push did not give the stack from before the pop, which gave " +
                              rc::toString(x);
                   } catch (const domain_error&) {
                     if (options.full_support) throw;
                   }
                   return {};
                 }});
  out.push_back({"rate, " + stack, [c](std::uint64_t seed, const X& x) -> std::string {
                   const slack_meter<S> before{midlife<S>::from(seed)};
                   metered<slack_meter<S>> s{before};
                   c.push(s, x);
                   const bits stray = s.inner().content() - before.content() - s.net();
                   const bits slack = s.inner().slack();
                   if (stray > slack || -stray > slack)
                     return "the content grew by another amount than the ledger says";
                   return {};
                 }});
}

}  // namespace detail

/// Every law of a codec, on every stack.
template <class Codec>
std::vector<law_check<symbol_t<Codec>>> laws_of(const Codec& c, law_options options = {}) {
  static_assert(codec<Codec>, "laws: a codec must name its symbol_type");
  static_assert(std::equality_comparable<symbol_t<Codec>>, "laws: the codec's symbols must have ==");
  static_assert(codec_on<Codec, rans_stack> && codec_on<Codec, exact_stack>,
                "laws: push(s, x) and pop(s) -> x must be const and take any stack");
  std::vector<law_check<symbol_t<Codec>>> out;
  if (options.small_totals) detail::add_laws<rans_stack_16_8>(out, c, "rans 16/8 (small_totals)", options);
  detail::add_laws<rans_stack_32_8>(out, c, "rans 32/8", options);
  detail::add_laws<rans_stack>(out, c, "rans 64/32", options);
  detail::add_laws<vector_stack_32_8<3>>(out, c, "rans 32/8 of 3 lanes", options);
  detail::add_laws<exact_stack>(out, c, "exact", options);
  return out;
}

/// Tries every law on random stacks and symbols; reports a shrunk counterexample through GoogleTest.
template <class X, class Symbols>
void expect_laws(const std::vector<law_check<X>>& laws, const Symbols& symbols) {
  static_assert(std::same_as<Symbols, rc::Gen<X>>,
                "ANSATZ_LAWS: the generator must give the codec's symbols");
  for (const auto& law : laws) {
    EXPECT_TRUE(rc::check(law.name, [&] {
      const auto seed = *rc::gen::arbitrary<std::uint64_t>();
      const X x = *symbols;
      const std::string what = law.violation(seed, x);
      if (!what.empty()) RC_FAIL(what + "; the stack was midlife<S>::from(" + std::to_string(seed) + ")");
    })) << law.name;
  }
}

/// The names of the laws that a codec breaks within so many trials: for codecs that are broken on purpose. An
/// exception counts as a violation.
template <class X>
std::vector<std::string> broken_laws(const std::vector<law_check<X>>& laws, const rc::Gen<X>& symbols,
                                     int trials = 2000) {
  std::vector<std::string> broken;
  for (const auto& law : laws) {
    rc::Random random{17};
    for (int i = 0; i < trials; ++i) {
      const X x = symbols(random.split(), 100).value();
      const std::uint64_t seed = random.split().next();
      std::string what;
      try {
        what = law.violation(seed, x);
      } catch (const std::exception& e) {
        what = e.what();
      }
      if (!what.empty()) {
        broken.push_back(law.name);
        break;
      }
    }
  }
  return broken;
}

}  // namespace ansatz::testing

/// Registers a codec: all laws, on all stacks. Further arguments are law_options. A codec or generator with a
/// comma outside of parentheses must be given a name before.
#define ANSATZ_LAWS(name, codec, symbols, ...)                                                    \
  TEST(laws, name) {                                                                              \
    ::ansatz::testing::expect_laws(                                                               \
        ::ansatz::testing::laws_of(codec, ::ansatz::testing::law_options{__VA_ARGS__}), symbols); \
  }                                                                                               \
  static_assert(true, "a semicolon follows")
