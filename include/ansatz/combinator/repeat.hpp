#pragma once
#include <ansatz/combinator/array.hpp>
#include <cstddef>
#include <utility>

namespace ansatz {

/// The family that gives the same codec for every index.
template <class Codec>
struct same_codec {
  Codec codec;
  constexpr const Codec& operator()(std::size_t) const { return codec; }
};

template <class Codec>
using repeat_codec = array_codec<same_codec<Codec>>;

/// n symbols, all by one codec: the array whose elements' codecs are the same. Rate: the sum of the
/// elements'.
template <codec Codec>
constexpr repeat_codec<Codec> repeat(std::size_t size, Codec element) {
  return {size, {std::move(element)}};
}

}  // namespace ansatz
