#pragma once
#include <ansatz/model/bag.hpp>
#include <ansatz/primitive/modelled.hpp>

namespace ansatz {

template <class Bag>
using drawn_codec = modelled_codec<drawn_model<Bag>>;

/// The codec of an item drawn from a bag: see `drawn_model`. Rate: log2(all items / those equivalent to x).
/// The bag must outlive the codec: one that would be gone at once does not compile.
template <class Bag>
drawn_codec<Bag> drawn(const Bag& items) {
  return {drawn_model{items}};
}
template <class Bag>
void drawn(const Bag&& items) = delete;

}  // namespace ansatz
