#pragma once
#include <ansatz/model/beta_binomial.hpp>
#include <ansatz/model/detail/part_of.hpp>
#include <memory>
#include <utility>
#include <vector>

namespace ansatz {

/// Beta-binomials, one for each element of an array, as a model array: see `modelled_each` and
/// `beta_binomial_model`. Copies share the parameters.
class beta_binomial_array {
 public:
  using symbol_type = std::uint8_t;

  beta_binomial_array(std::uint32_t n, std::vector<std::int32_t> log_alphas,
                      std::vector<std::int32_t> log_betas, unsigned bits)
      : n_{n}, total_{bits} {
    detail::check_beta_binomial(n, total_);
    if (log_alphas.size() != log_betas.size())
      throw domain_error("beta_binomial_array: as many alphas as betas are needed");
    logarithms_ = std::make_shared<const logarithms>(logarithms{std::move(log_alphas), std::move(log_betas)});
  }

  std::size_t size() const { return logarithms_->alphas.size(); }
  beta_binomial_model operator[](std::size_t i) const {
    return {n_, logarithms_->alphas[i], logarithms_->betas[i], total_.bits()};
  }
  precision total() const { return total_; }
  void intervals_of(std::size_t first, std::span<const std::uint8_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    detail::beta_binomial_intervals(n_, total_, detail::part_of(logarithms_->alphas, first, x.size()),
                                    detail::part_of(logarithms_->betas, first, x.size()), x, starts, freqs);
  }
  void find_all(std::size_t first, std::span<const std::uint32_t> cells, std::span<std::uint8_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    detail::beta_binomial_find(n_, total_, detail::part_of(logarithms_->alphas, first, cells.size()),
                               detail::part_of(logarithms_->betas, first, cells.size()), cells, x, starts,
                               freqs);
  }

 private:
  struct logarithms {
    std::vector<std::int32_t> alphas, betas;
  };

  std::uint32_t n_;
  precision total_;
  std::shared_ptr<const logarithms> logarithms_;
};

}  // namespace ansatz
