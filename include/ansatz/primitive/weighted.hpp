#pragma once
#include <ansatz/primitive/categorical.hpp>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace ansatz {

/// The codec of 0, ..., n - 1 whose masses are in proportion to weight(x), a whole number that is not
/// negative: any distribution that one can write down. The total is 2^bits; see
/// `categorical_model::from_weights` for how it is shared out.
template <class Weight>
categorical_codec weighted(std::uint32_t n, const Weight& weight, unsigned bits) {
  static_assert(std::unsigned_integral<std::invoke_result_t<const Weight&, std::uint32_t>>,
                "weighted: weight(x) must give an unsigned integer for a symbol x");
  std::vector<std::uint64_t> weights;
  for (std::uint32_t x = 0; x < n; ++x) weights.push_back(weight(x));
  return categorical(weights, bits);
}

}  // namespace ansatz
