#pragma once
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <ansatz/codec.hpp>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/detail/trial.hpp>
#include <concepts>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// Compiled once, in `ansatz::testing`.
extern template class rc::Gen<ansatz::testing::detail::any_symbol>;
extern template class rc::Shrinkable<ansatz::testing::detail::any_symbol>;
extern template class rc::Seq<rc::Shrinkable<ansatz::testing::detail::any_symbol>>;

/// The laws of codecs as property tests. A test file registers a codec in one line,
///
///   ANSATZ_LAWS(bits_back_of_two_coins, my_codec(), rc::gen::inRange<std::uint32_t>(0, 4));
///
/// and each law is tried on each stack, on random mid-life stacks and symbols; a counterexample is shrunk. A
/// total that a stack does not take (`total_error`) breaks no law: the case is passed over, and a stack that
/// takes none of a codec's symbols is named. The laws themselves are compiled in `ansatz::testing`.
namespace ansatz::testing {

/// In which states a codec is tried.
struct law_options {
  /// false: a pop from an arbitrary stack may meet a symbol of frequency 0 (bits_back on an unfloored
  /// posterior) and then throws domain_error; such stacks are passed over.
  bool full_support = true;
};

/// A law that a codec breaks, on which stack, and what was seen.
struct broken_law {
  std::string law, stack, reason;

  std::string name() const { return law + ", " + stack; }
};

namespace detail {

/// A codec on the stacks to try its laws on.
struct law_list {
  std::vector<tried_stack> stacks;
  bool (*same)(const any_symbol&, const any_symbol&);
  law_options options;
};

std::vector<tried_stack> on_every_stack(const std::shared_ptr<const any_tested_codec>& c);
void expect_laws(const law_list& laws, const rc::Gen<any_symbol>& symbols);
std::vector<broken_law> broken_laws(const law_list& laws, const rc::Gen<any_symbol>& symbols, int trials);
std::vector<std::string> stacks_passed_over(const law_list& laws, const rc::Gen<any_symbol>& symbols);

template <class X>
void show_symbol(const void* x, std::ostream& out) {
  rc::show(*static_cast<const X*>(x), out);
}
template <class X>
rc::Gen<any_symbol> forget_type(const rc::Gen<X>& symbols) {
  return rc::gen::map(
      symbols, [](X x) { return any_symbol{std::make_shared<const X>(std::move(x)), show_symbol<X>}; });
}
template <class X>
bool same_symbol(const any_symbol& a, const any_symbol& b) {
  return in<X>(a) == in<X>(b);
}
template <class Codec>
by_its_type<Codec> typed(const Codec& c) {
  static_assert(codec<Codec>, "laws: a codec must name its symbol_type");
  static_assert(std::equality_comparable<symbol_t<Codec>>, "laws: the codec's symbols must have ==");
  static_assert(codec_on<Codec, rans_stack> && codec_on<Codec, exact_stack>,
                "laws: push(s, x) and pop(s) -> x must be const and take any stack");
  return {std::make_shared<const Codec>(c), show_symbol<symbol_t<Codec>>};
}

}  // namespace detail

/// The laws of a codec of symbols X.
template <class X>
struct codec_laws : detail::law_list {};

/// Every law of a codec, on every stack: on `rans_stack` by its own type, on the others as an `any_stack`.
template <class Codec>
codec_laws<symbol_t<Codec>> laws_of(const Codec& c, law_options options = {}) {
  using tested = detail::tested_codec<Codec>;
  return {{detail::on_every_stack(std::make_shared<const tested>(detail::typed(c))),
           detail::same_symbol<symbol_t<Codec>>, options}};
}

/// The same, on each stack by its own type: for a codec that asks for the type, as `on_lanes` does, which has
/// to know what heads it spreads over. It is compiled for ten types.
template <class Codec>
codec_laws<symbol_t<Codec>> laws_by_type(const Codec& c, law_options options = {}) {
  const auto typed = detail::typed(c);
  return {{{detail::tried_on<rans_stack_16_8>("rans 16/8", typed),
            detail::tried_on<rans_stack_32_8>("rans 32/8", typed),
            detail::tried_on<vector_stack_32_8<3>>("rans 32/8 of 3 lanes", typed),
            detail::tried_on<rans_stack>("rans 64/32", typed), detail::tried_on<exact_stack>("exact", typed)},
           detail::same_symbol<symbol_t<Codec>>,
           options}};
}

/// Every law of a codec on stacks S alone, by their own type; there must be a `midlife<S>`.
template <class S, class Codec>
codec_laws<symbol_t<Codec>> laws_on(const Codec& c, std::string stack, law_options options = {}) {
  return {{{detail::tried_on<S>(std::move(stack), detail::typed(c))},
           detail::same_symbol<symbol_t<Codec>>,
           options}};
}

/// Tries every law on random stacks and symbols; reports a shrunk counterexample through GoogleTest.
template <class X, class Symbols>
void expect_laws(const codec_laws<X>& laws, const Symbols& symbols) {
  static_assert(std::same_as<Symbols, rc::Gen<X>>,
                "ANSATZ_LAWS: the generator must give the codec's symbols");
  detail::expect_laws(laws, detail::forget_type(symbols));
}

/// The laws that a codec breaks within so many trials: for codecs that are broken on purpose. An exception
/// counts as a violation, but for a total that the stack does not take.
template <class X>
std::vector<broken_law> broken_laws(const codec_laws<X>& laws, const rc::Gen<X>& symbols, int trials = 2000) {
  return detail::broken_laws(laws, detail::forget_type(symbols), trials);
}

/// The stacks that take none of a codec's symbols, since its totals are too large for them.
template <class X>
std::vector<std::string> stacks_passed_over(const codec_laws<X>& laws, const rc::Gen<X>& symbols) {
  return detail::stacks_passed_over(laws, detail::forget_type(symbols));
}

/// "law, stack" of each, for an `EXPECT_EQ` with the list that must break.
std::vector<std::string> names(const std::vector<broken_law>& broken);

}  // namespace ansatz::testing

/// Registers a codec: all laws, on all stacks. Further arguments are law_options. A codec or generator with a
/// comma outside of parentheses must be given a name before.
#define ANSATZ_LAWS(name, codec, symbols, ...) ANSATZ_LAWS_(laws_of, name, codec, symbols, __VA_ARGS__)
/// The same by `laws_by_type`.
#define ANSATZ_LAWS_BY_TYPE(name, codec, symbols, ...) \
  ANSATZ_LAWS_(laws_by_type, name, codec, symbols, __VA_ARGS__)

#define ANSATZ_LAWS_(laws_with, name, codec, symbols, ...)                                          \
  TEST(laws, name) {                                                                                \
    ::ansatz::testing::expect_laws(                                                                 \
        ::ansatz::testing::laws_with(codec, ::ansatz::testing::law_options{__VA_ARGS__}), symbols); \
  }                                                                                                 \
  static_assert(true, "a semicolon follows")
