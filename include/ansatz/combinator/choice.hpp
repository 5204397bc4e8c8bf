#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <variant>

namespace ansatz {

/// A tagged union: which alternative by the tag's codec, then its value by that alternative's codec.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: -log2 p(tag) - log2 p(value | tag). The tag's symbol is the variant's index, an unsigned integer
/// below the number of alternatives; popping another one throws `domain_error`. So does pushing a variant
/// that holds nothing (an exception left it so), or whose index the tag's symbols cannot hold, before
/// anything is pushed.
template <class Tag, class... Codecs>
struct choice_codec {
  static_assert(is_codec<Tag>(), "choice: the first argument must be a codec of the index");
  static_assert(std::unsigned_integral<symbol_t<Tag>>,
                "choice: the tag's symbol must be an unsigned integer");
  static_assert((is_codec<Codecs>() && ...), "choice: every alternative must be a codec");
  using symbol_type = std::variant<symbol_t<Codecs>...>;

  Tag tag;
  std::tuple<Codecs...> alternatives;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    if (x.valueless_by_exception()) throw domain_error("choice: the variant holds nothing");
    const auto index = detail::number_as<symbol_t<Tag>>(
        x.index(), "choice: a symbol of the tag's codec cannot say which alternative it is");
    each([&]<std::size_t I>() {
      if (x.index() != I) return false;
      std::get<I>(alternatives).push(s, std::get<I>(x));
      return true;
    });
    tag.push(s, index);
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    const std::uint64_t index = tag.pop(s);
    if (index >= sizeof...(Codecs)) throw domain_error("choice: the tag names no alternative");
    return pop_alternative<0>(s, static_cast<std::size_t>(index));
  }

 private:
  /// Calls f<0>(), f<1>(), ... until one returns true.
  template <class F>
  static constexpr void each(F f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (void)(f.template operator()<I>() || ...);
    }(std::index_sequence_for<Codecs...>{});
  }
  template <std::size_t I, class S>
  constexpr symbol_type pop_alternative(S& s, std::size_t index) const {
    if constexpr (I + 1 < sizeof...(Codecs))
      if (index != I) return pop_alternative<I + 1>(s, index);
    return symbol_type{std::in_place_index<I>, std::get<I>(alternatives).pop(s)};
  }
};

template <class Tag, class... Codecs>
constexpr choice_codec<Tag, Codecs...> choice(Tag tag, Codecs... alternatives) {
  return {std::move(tag), {std::move(alternatives)...}};
}

}  // namespace ansatz
