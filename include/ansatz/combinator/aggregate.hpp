#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/serial.hpp>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace ansatz {

namespace detail {

/// The members of an aggregate of N members, copied into a tuple.
template <std::size_t N, class T>
constexpr auto members(const T& t) {
  static_assert(1 <= N && N <= 6, "aggregate: one to six members");
  if constexpr (N == 1) {
    const auto& [a] = t;
    return std::tuple{a};
  } else if constexpr (N == 2) {
    const auto& [a, b] = t;
    return std::tuple{a, b};
  } else if constexpr (N == 3) {
    const auto& [a, b, c] = t;
    return std::tuple{a, b, c};
  } else if constexpr (N == 4) {
    const auto& [a, b, c, d] = t;
    return std::tuple{a, b, c, d};
  } else if constexpr (N == 5) {
    const auto& [a, b, c, d, e] = t;
    return std::tuple{a, b, c, d, e};
  } else {
    const auto& [a, b, c, d, e, f] = t;
    return std::tuple{a, b, c, d, e, f};
  }
}

template <class T>
struct to_aggregate {
  template <class... M>
  constexpr T operator()(std::tuple<M...> t) const {
    return std::apply([](M&... m) { return T{std::move(m)...}; }, t);
  }
};

template <class T, std::size_t N>
struct to_members {
  constexpr auto operator()(const T& t) const { return members<N>(t); }
};

}  // namespace detail

/// A struct, each member by its own codec, listed in the order of declaration, which is the order of pops:
/// `aggregate<point>(uniform(640), uniform(480))`. It is `serial`, mapped to and from the struct.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
template <class T, class... Codecs>
constexpr auto aggregate(Codecs... codecs) {
  static_assert(std::is_aggregate_v<T>, "aggregate: the type must be an aggregate");
  return mapped(serial(std::move(codecs)...), detail::to_aggregate<T>{},
                detail::to_members<T, sizeof...(Codecs)>{});
}

}  // namespace ansatz
