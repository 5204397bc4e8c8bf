#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model/bernoulli.hpp>
#include <ansatz/model/detail/part_of.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

namespace detail {

/// The masses of symbol 0 of `bernoulli_model::from_logit`, many at once, and what is asked of the models.
/// Compiled.
void bernoulli_zeros(std::span<const std::int32_t> logits, unsigned bits, std::span<std::uint32_t> zeros);
void bernoulli_intervals(precision total, std::span<const std::uint32_t> zeros,
                         std::span<const std::uint8_t> x, std::span<std::uint32_t> starts,
                         std::span<std::uint32_t> freqs);
void bernoulli_find(precision total, std::span<const std::uint32_t> zeros,
                    std::span<const std::uint32_t> cells, std::span<std::uint8_t> x,
                    std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs);

}  // namespace detail

/// Bernoulli models from logits, one for each element of an array, as a model array: see `modelled_each` and
/// `bernoulli_model::from_logit`, whose intervals these are. Copies share the masses.
class bernoulli_array {
 public:
  using symbol_type = std::uint8_t;

  bernoulli_array(std::span<const std::int32_t> logits, unsigned bits) : total_{bits} {
    if (bits == 0) throw domain_error("bernoulli: two symbols need a total of at least 2");
    std::vector<std::uint32_t> zeros(logits.size());
    detail::bernoulli_zeros(logits, bits, zeros);
    zeros_ = std::make_shared<const std::vector<std::uint32_t>>(std::move(zeros));
  }

  std::size_t size() const { return zeros_->size(); }
  bernoulli_model operator[](std::size_t i) const { return {total_.count() - (*zeros_)[i], total_.bits()}; }
  precision total() const { return total_; }
  void intervals_of(std::size_t first, std::span<const std::uint8_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    detail::bernoulli_intervals(total_, detail::part_of(*zeros_, first, x.size()), x, starts, freqs);
  }
  void find_all(std::size_t first, std::span<const std::uint32_t> cells, std::span<std::uint8_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    detail::bernoulli_find(total_, detail::part_of(*zeros_, first, cells.size()), cells, x, starts, freqs);
  }

 private:
  precision total_;
  std::shared_ptr<const std::vector<std::uint32_t>> zeros_;
};

}  // namespace ansatz
