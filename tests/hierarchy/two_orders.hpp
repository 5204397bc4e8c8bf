#pragma once
#include <bit_swap/bit_swap_images.hpp>
#include <cstdint>
#include <vector>

namespace ansatz::testing {

/// A mutant: pops in the other order than it pushes.
template <class Hierarchy>
struct two_orders {
  using symbol_type = std::vector<std::uint8_t>;
  Hierarchy m;
  latent_precision precision;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    bit_swap_images(m, precision).push(s, x);
  }
  template <class S>
  symbol_type pop(S& s) const {
    return nested_images(m, precision).pop(s);
  }
};

}  // namespace ansatz::testing
