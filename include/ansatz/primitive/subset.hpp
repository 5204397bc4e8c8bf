#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <cstdint>
#include <vector>

namespace ansatz {

/// The subsets of 0, ..., n - 1 that have k elements, each equally likely; the symbol lists them in ascending
/// order. The element i is in with probability (elements still to come) / (candidates left).
///
/// Rate: log2 (n choose k). Time linear in n. k <= n <= 2^31. Pushing what is no such list throws
/// `domain_error`.
class subset_codec {
 public:
  using symbol_type = std::vector<std::uint32_t>;

  constexpr subset_codec(std::uint32_t n, std::uint32_t k) : n_{n}, k_{k} {
    if (n > max_total) throw domain_error("subset: at most 2^31 candidates");
    if (k > n) throw domain_error("subset: more elements than candidates");
  }

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    if (x.size() != k_) throw domain_error("subset: another number of elements");
    for (std::size_t j = 0; j < x.size(); ++j)
      if (x[j] >= n_ || (j > 0 && x[j] <= x[j - 1]))
        throw domain_error("subset: the elements are too large, or not ascending");
    std::uint32_t missing = 0;  // elements at or after candidate i
    for (std::uint32_t i = n_; i-- > 0;) {
      const bool in = missing < k_ && x[k_ - 1 - missing] == i;
      missing += in ? 1 : 0;
      s.push(part(missing, n_ - i, in), total{n_ - i});
    }
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    symbol_type x;
    for (std::uint32_t i = 0; i < n_; ++i) {
      const auto missing = static_cast<std::uint32_t>(k_ - x.size());
      const bool in = s.pop(total{n_ - i}, [&](std::uint32_t cell) {
        const bool owner = cell < missing;
        return found<bool>{owner, part(missing, n_ - i, owner)};
      });
      if (in) x.push_back(i);
    }
    return x;
  }

 private:
  /// What "in" and "not in" own of the candidates left.
  static constexpr interval part(std::uint32_t missing, std::uint32_t left, bool in) {
    return in ? interval{0, missing} : interval{missing, left - missing};
  }

  std::uint32_t n_, k_;
};

constexpr subset_codec subset(std::uint32_t n, std::uint32_t k) { return {n, k}; }

}  // namespace ansatz
