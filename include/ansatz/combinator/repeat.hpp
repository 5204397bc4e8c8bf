#pragma once
#include <ansatz/combinator/array.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <cstddef>
#include <span>
#include <utility>

namespace ansatz {

/// The family that gives the same codec for every index. That of a model's codec is coded many elements at
/// once where the stack can.
template <class Codec>
struct same_codec {
  Codec codec;
  constexpr const Codec& operator()(std::size_t) const { return codec; }
};
template <interval_model Model>
struct same_codec<modelled_codec<Model>> {
  modelled_codec<Model> codec;
  constexpr const modelled_codec<Model>& operator()(std::size_t) const { return codec; }

  template <pops_at_once S>
  void push_all(S& s, std::span<const typename Model::symbol_type> x) const {
    modelled_each(same_model{codec.distribution}).push_all(s, x);
  }
  template <pops_at_once S>
  void pop_all(S& s, std::span<typename Model::symbol_type> x) const {
    modelled_each(same_model{codec.distribution}).pop_all(s, x);
  }
};

template <class Codec>
using repeat_codec = array_codec<same_codec<Codec>>;

/// n symbols, all by one codec: the array whose elements' codecs are the same. Rate: the sum of the
/// rates of the elements.
///
/// Does push pop? Where the element's push does. Does pop push? Where the element's pop does.
template <class Codec>
constexpr repeat_codec<Codec> repeat(std::size_t size, Codec element) {
  static_assert(is_codec<Codec>(), "repeat: the second argument must be a codec");
  return {size, {std::move(element)}};
}

}  // namespace ansatz
