#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/lanes.hpp>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// n symbols, element i by its own codec at(i), given beforehand.
///
/// Rate: the sum of the elements'. Popped in ascending order, pushed in descending order; on a stack of N
/// lanes element i is coded on lane i mod N. Pushing a vector of another length throws `domain_error`.
template <class At>
struct array_codec {
  static_assert(codec_family<At, std::size_t>, "array: at(i) must give a codec for an index i");
  using element_type = symbol_t<member_t<At, std::size_t>>;
  using symbol_type = std::vector<element_type>;

  std::size_t size;
  At at;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    if (x.size() != size) throw domain_error("array: the symbol's length is not the codec's");
    if constexpr (requires { at.push_all(s, std::span{x}); }) return at.push_all(s, std::span{x});
    for (std::size_t i = size; i-- > 0;) {
      decltype(auto) lane = lane_of(s, i);
      at(i).push(lane, x[i]);
    }
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    symbol_type x;
    if constexpr (requires(std::span<element_type> all) { at.pop_all(s, all); }) {
      x.resize(size);
      at.pop_all(s, std::span{x});
      return x;
    }
    x.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      decltype(auto) lane = lane_of(s, i);
      x.push_back(at(i).pop(lane));
    }
    return x;
  }
};

template <class At>
constexpr array_codec<At> array(std::size_t size, At at) {
  return {size, std::move(at)};
}

}  // namespace ansatz
