#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/recorder.hpp>
#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

/// What walks along a sequence: `next()` gives the codec of the next element given all before it, `learn(x)`
/// tells it what the element was. A codec that `next` gave is used before `learn` is called, and may refer to
/// the walker.
template <class W>
concept autoregressive_walker = requires(W& w) {
  { w.next() } -> codec;
  w.learn(std::declval<const symbol_t<decltype(w.next())>&>());
};

/// n symbols, each by a codec that depends on those before it: p(x) = prod_i p(x_i | x_1, ..., x_{i-1}).
///
/// Does push pop? No: an element's must not. Does pop push? No.
///
/// Rate: the sum of the rates of the elements. `make_walker()` gives a fresh one. A pop walks along with
/// the stack. A push must end with the first element, so it walks from the first to the last into a
/// `recorder` and replays that backwards: the elements' codecs must only push. Time and memory of a push
/// are linear in n, however large the walker's state is.
///
/// Pushing a sequence of another length throws `domain_error`.
template <class MakeWalker>
struct autoregressive_codec {
  static_assert(std::invocable<const MakeWalker&>, "autoregressive: make_walker() must give a walker");
  using walker = std::remove_cvref_t<std::invoke_result_t<const MakeWalker&>>;
  static_assert(autoregressive_walker<walker>,
                "autoregressive: a walker must have next(), which gives a codec, and learn(x)");
  using element_type = symbol_t<decltype(std::declval<walker&>().next())>;
  using symbol_type = std::vector<element_type>;

  std::size_t size;
  MakeWalker make_walker;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    if (x.size() != size) throw domain_error("autoregressive: the symbol's length is not the codec's");
    walker w = make_walker();
    recorder r{lanes_of(s)};
    for (const element_type& element : x) {
      r.mark();
      w.next().push(r, element);
      w.learn(element);
    }
    r.replay(s);
  }
  template <class S>
  symbol_type pop(S& s) const {
    walker w = make_walker();
    symbol_type x;
    for (std::size_t i = 0; i < size; ++i) {
      x.push_back(w.next().pop(s));
      w.learn(x.back());
    }
    return x;
  }
};

template <class MakeWalker>
autoregressive_codec<MakeWalker> autoregressive(std::size_t size, MakeWalker make_walker) {
  return {size, std::move(make_walker)};
}

}  // namespace ansatz
