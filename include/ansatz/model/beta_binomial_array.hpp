#pragma once
#include <ansatz/model/beta_binomial.hpp>
#include <utility>

namespace ansatz {

/// Beta-binomials, one for each element of an array, as a model array: see `modelled_each` and
/// `beta_binomial_model`.
class beta_binomial_array {
 public:
  using symbol_type = std::uint8_t;

  beta_binomial_array(std::uint32_t n, std::vector<std::int32_t> log_alphas,
                      std::vector<std::int32_t> log_betas, unsigned bits)
      : n_{n}, log_alphas_{std::move(log_alphas)}, log_betas_{std::move(log_betas)}, total_{bits} {
    detail::check_beta_binomial(n, total_);
    if (log_alphas_.size() != log_betas_.size())
      throw domain_error("beta_binomial_array: as many alphas as betas are needed");
  }

  std::size_t size() const { return log_alphas_.size(); }
  beta_binomial_model operator[](std::size_t i) const {
    return {n_, log_alphas_[i], log_betas_[i], total_.bits()};
  }
  precision total() const { return total_; }
  void intervals_of(std::size_t first, std::span<const std::uint8_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    detail::beta_binomial_intervals(n_, total_, part(log_alphas_, first, x.size()),
                                    part(log_betas_, first, x.size()), x, starts, freqs);
  }
  void find_all(std::size_t first, std::span<const std::uint32_t> cells, std::span<std::uint8_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    detail::beta_binomial_find(n_, total_, part(log_alphas_, first, cells.size()),
                               part(log_betas_, first, cells.size()), cells, x, starts, freqs);
  }

 private:
  static std::span<const std::int32_t> part(const std::vector<std::int32_t>& all, std::size_t first,
                                            std::size_t count) {
    return std::span{all}.subspan(first, count);
  }

  std::uint32_t n_;
  std::vector<std::int32_t> log_alphas_, log_betas_;
  precision total_;
};

}  // namespace ansatz
