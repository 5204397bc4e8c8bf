#pragma once
#include <ansatz/codec.hpp>
#include <tuple>
#include <utility>

namespace ansatz {

/// A tuple, each element by its own codec. Codecs are listed in the order in which they pop; a push runs
/// backwards.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: the sum of the rates of the elements.
template <class... Codecs>
struct serial_codec {
  static_assert((is_codec<Codecs>() && ...), "serial: every argument must be a codec");
  using symbol_type = std::tuple<symbol_t<Codecs>...>;

  std::tuple<Codecs...> codecs;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (std::get<sizeof...(I) - 1 - I>(codecs).push(s, std::get<sizeof...(I) - 1 - I>(x)), ...);
    }(std::index_sequence_for<Codecs...>{});
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    return std::apply([&](const Codecs&... c) { return symbol_type{c.pop(s)...}; },
                      codecs);  // braces: in order
  }
};

template <class... Codecs>
constexpr serial_codec<Codecs...> serial(Codecs... codecs) {
  return {{std::move(codecs)...}};
}

}  // namespace ansatz
