#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/lanes.hpp>
#include <cstddef>
#include <utility>

namespace ansatz {

/// A codec on lanes first, ..., first + count - 1 of a stack with several heads; the tail is shared. On a
/// stack with one head it is its codec.
///
/// Does push pop? Where its codec's push does. Does pop push? Where its codec's pop does.
///
/// Two parts of a symbol on lanes of their own depend on each other through the tail alone, so that a machine
/// can work on both at once. Rate: the codec's. `domain_error` where the stack has several lanes, but not
/// these.
template <class Codec>
struct substack_codec {
  static_assert(is_codec<Codec>(), "substack: the last argument must be a codec");
  using symbol_type = symbol_t<Codec>;

  std::size_t first, count;
  Codec inner;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    decltype(auto) part = part_of(s);
    inner.push(part, x);
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    decltype(auto) part = part_of(s);
    return inner.pop(part);
  }

 private:
  template <class S>
  constexpr decltype(auto) part_of(S& s) const {
    if constexpr (laned<S>) {
      const std::size_t n = s.lanes();
      if (n > 1 && (first >= n || count > n - first))
        throw domain_error("substack: the stack has no such lanes");
      return n > 1 ? view_lanes(s, first, count) : view_lanes(s, 0, 1);
    } else {
      return (s);
    }
  }
};

template <class Codec>
constexpr substack_codec<Codec> substack(std::size_t first, std::size_t count, Codec inner) {
  if (count == 0) throw domain_error("substack: at least one lane");
  return {first, count, std::move(inner)};
}

}  // namespace ansatz
