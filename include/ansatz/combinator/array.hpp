#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/any_stack.hpp>
#include <ansatz/stack/lanes.hpp>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

namespace detail {

struct names_all_twice {
  void push_all();
  void pop_all();
};
template <class At>
struct with_names_of : At, names_all_twice {};

}  // namespace detail

/// A family that codes all elements of an array itself, as vectors can: on stacks where it takes these calls
/// it is asked for all at once, on others for the codecs of its elements one by one. Both give the same
/// bytes.
template <class At, class S, class X>
concept codes_all_on = requires(const At& at, S& s, std::span<const X> x, std::span<X> out) {
  at.push_all(s, x);
  at.pop_all(s, out);
};

/// A class with a member push_all or pop_all, whatever it takes: with a second one of that name it is
/// ambiguous.
template <class At>
concept names_all = std::is_class_v<At> && !std::is_final_v<At> &&
                    !(
                        requires { &detail::with_names_of<At>::push_all; } &&
                        requires { &detail::with_names_of<At>::pop_all; });

/// n symbols, element i by its own codec at(i), given beforehand.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: the sum of the rates of the elements. Popped in ascending order, pushed in descending order; on a
/// stack of N lanes element i is coded on lane i mod N. Pushing a vector of another length throws
/// `domain_error`.
template <class At>
struct array_codec {
  static_assert(is_family<At, std::size_t>(), "array: at(i) must give a codec for an index i");
  using element_type = symbol_t<member_t<At, std::size_t>>;
  static_assert(!names_all<At> || codes_all_on<At, any_stack, element_type>,
                "array: a family has push_all(stack, std::span<const X>) and pop_all(stack, std::span<X>), "
                "const and for any stack with lanes, or neither");
  using symbol_type = std::vector<element_type>;

  std::size_t size;
  At at;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    if (x.size() != size) throw domain_error("array: the symbol's length is not the codec's");
    if constexpr (codes_all_on<At, S, element_type>) return at.push_all(s, std::span<const element_type>{x});
    for (std::size_t i = size; i-- > 0;) {
      decltype(auto) lane = lane_of(s, i);
      at(i).push(lane, x[i]);
    }
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    symbol_type x;
    if (size > x.max_size()) throw domain_error("array: more elements than there can be");
    if constexpr (codes_all_on<At, S, element_type>) {
      x.resize(size);
      at.pop_all(s, std::span<element_type>{x});
    } else if constexpr (std::is_arithmetic_v<element_type>) {  // no check of the room at each element
      x.resize(size);
      for (std::size_t i = 0; i < size; ++i) {
        decltype(auto) lane = lane_of(s, i);
        x[i] = at(i).pop(lane);
      }
    } else {
      x.reserve(size);
      for (std::size_t i = 0; i < size; ++i) {
        decltype(auto) lane = lane_of(s, i);
        x.push_back(at(i).pop(lane));
      }
    }
    return x;
  }
};

template <class At>
constexpr array_codec<At> array(std::size_t size, At at) {
  return {size, std::move(at)};
}

}  // namespace ansatz
