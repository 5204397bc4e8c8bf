#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/tally.hpp>
#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

namespace ansatz {

/// A chain of n symbols whose first ones to be pushed, the last `count`, are coded by another codec: a simple
/// one that takes no bits, so that a codec with bits back finds enough on the stack and a short file pays no
/// initial bits.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: the sum of the rates of the symbols. Pushed in descending order, popped in ascending order. How
/// many symbols are needed is the encoder's to know (`warm_start_count`) and the decoder's to be told.
/// Pushing a vector of another length throws `domain_error`.
///
/// Townsend, Bird, Kunze, Barber 2020, HiLLoC (arXiv:1912.09953), section 3.3: the start of a chain.
template <class Simple, class Codec>
struct warm_start_codec {
  static_assert(is_codec<Simple>() && is_codec<Codec>(), "warm_start: the last two arguments must be codecs");
  static_assert(std::same_as<symbol_t<Simple>, symbol_t<Codec>>,
                "warm_start: both codecs must code the same symbols");
  using symbol_type = std::vector<symbol_t<Codec>>;

  std::size_t size, count;
  Simple simple;
  Codec codec;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    if (x.size() != size) throw domain_error("warm_start: the symbol's length is not the codec's");
    std::size_t i = size;
    for (; i > size - count; --i) simple.push(s, x[i - 1]);
    for (; i > 0; --i) codec.push(s, x[i - 1]);
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type x;
    for (std::size_t i = 0; i < size; ++i) x.push_back(i < size - count ? codec.pop(s) : simple.pop(s));
    return x;
  }
};

template <class Simple, class Codec>
warm_start_codec<Simple, Codec> warm_start(std::size_t size, std::size_t count, Simple simple, Codec codec) {
  if (count > size) throw domain_error("warm_start: more symbols to start with than there are");
  return {size, count, std::move(simple), std::move(codec)};
}

/// How many symbols, from the last one on, take `need` bits by a codec that only pushes; all of them where
/// they take less.
template <class Simple>
std::size_t warm_start_count(const Simple& simple, const std::vector<symbol_t<Simple>>& x, bits need) {
  tally t;
  std::size_t count = 0;
  while (count < x.size() && t.cost() < need) simple.push(t, x[x.size() - ++count]);
  return count;
}

}  // namespace ansatz
