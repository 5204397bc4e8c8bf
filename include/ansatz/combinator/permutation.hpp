#pragma once
#include <ansatz/error.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ansatz {

/// The orders of 0, ..., n - 1, each equally likely, by the swaps of Fisher and Yates: place i gets what
/// stands at place i + j, j uniform on 0, ..., n - 1 - i.
///
/// Does push pop? No. Does pop push? No.
///
/// Rate: log2 n!. Time and memory linear in n. Pushing what is no permutation of them throws `domain_error`.
class permutation_codec {
 public:
  using symbol_type = std::vector<std::uint32_t>;

  constexpr explicit permutation_codec(std::uint32_t size) : size_{size} {
    if (size > max_total) throw domain_error("permutation: at most 2^31 elements");
  }

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    const std::vector<std::uint32_t> swaps = swaps_of(x);
    for (std::uint32_t i = size_; i-- > 0;) uniform(size_ - i).push(s, swaps[i]);
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    symbol_type x = in_order();
    for (std::uint32_t i = 0; i < size_; ++i) std::swap(x[i], x[i + uniform(size_ - i).pop(s)]);
    return x;
  }

 private:
  constexpr symbol_type in_order() const {
    symbol_type x(size_);
    std::iota(x.begin(), x.end(), 0u);
    return x;
  }
  /// Follows the swaps that lead to x.
  constexpr std::vector<std::uint32_t> swaps_of(const symbol_type& x) const {
    if (x.size() != size_) throw domain_error("permutation: another number of elements");
    std::vector<std::uint32_t> at = in_order(), place = at, swaps;  // at[place[v]] == v
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (x[i] >= size_ || place[x[i]] < i)
        throw domain_error("permutation: an element is too large, or there twice");
      const std::uint32_t from = place[x[i]];
      swaps.push_back(from - i);
      place[at[i]] = from;
      place[x[i]] = i;
      std::swap(at[i], at[from]);
    }
    return swaps;
  }

  std::uint32_t size_;
};

constexpr permutation_codec permutation(std::uint32_t size) { return permutation_codec{size}; }

}  // namespace ansatz
