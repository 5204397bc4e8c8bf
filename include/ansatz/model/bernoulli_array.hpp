#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model/bernoulli.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

namespace detail {

/// The masses of symbol 0 of `bernoulli_model::from_logit`, many at once. Compiled.
void bernoulli_zeros(std::span<const std::int32_t> logits, unsigned bits, std::span<std::uint32_t> zeros);

}  // namespace detail

/// Bernoulli models from logits, one for each element of an array, as a model array: see `modelled_each` and
/// `bernoulli_model::from_logit`, whose intervals these are.
class bernoulli_array {
 public:
  using symbol_type = std::uint8_t;

  bernoulli_array(std::span<const std::int32_t> logits, unsigned bits) : total_{bits}, zeros_(logits.size()) {
    if (bits == 0) throw domain_error("bernoulli: two symbols need a total of at least 2");
    detail::bernoulli_zeros(logits, bits, zeros_);
  }

  std::size_t size() const { return zeros_.size(); }
  bernoulli_model operator[](std::size_t i) const { return {total_.count() - zeros_[i], total_.bits()}; }
  precision total() const { return total_; }
  void intervals_of(std::size_t first, std::span<const std::uint8_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    std::uint8_t any = 0;
    for (std::size_t j = 0; j < x.size(); ++j) {
      any = static_cast<std::uint8_t>(any | x[j]);
      own(first + j, x[j], starts[j], freqs[j]);
    }
    if (any > 1) throw domain_error("bernoulli: the symbol must be 0 or 1");
  }
  void find_all(std::size_t first, std::span<const std::uint32_t> cfs, std::span<std::uint8_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    for (std::size_t j = 0; j < cfs.size(); ++j) {
      x[j] = cfs[j] >= zeros_[first + j] ? 1 : 0;
      own(first + j, x[j], starts[j], freqs[j]);
    }
  }

 private:
  /// Without a branch: what a symbol is cannot be foreseen.
  void own(std::size_t i, std::uint32_t x, std::uint32_t& start, std::uint32_t& freq) const {
    const std::uint32_t zeros = zeros_[i], is_one = 0 - x;
    start = zeros & is_one;
    freq = (zeros & ~is_one) | ((total_.count() - zeros) & is_one);
  }

  precision total_;
  std::vector<std::uint32_t> zeros_;
};

}  // namespace ansatz
