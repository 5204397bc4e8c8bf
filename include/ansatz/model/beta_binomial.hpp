#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

namespace detail {

void check_beta_binomial(std::uint32_t n, precision total);
void beta_binomial_intervals(std::uint32_t n, precision total, std::span<const std::int32_t> log_alphas,
                             std::span<const std::int32_t> log_betas, std::span<const std::uint8_t> x,
                             std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs);
void beta_binomial_find(std::uint32_t n, precision total, std::span<const std::int32_t> log_alphas,
                        std::span<const std::int32_t> log_betas, std::span<const std::uint32_t> cells,
                        std::span<std::uint8_t> x, std::span<std::uint32_t> starts,
                        std::span<std::uint32_t> freqs);

}  // namespace detail

/// The integer CDF of a beta-binomial, n + 2 numbers from 0 to 2^bits: k + floor(F(k) (2^bits - n - 1)), F
/// the CDF. log alpha and log beta are Q16 and clamped to +-30.
std::vector<std::uint32_t> beta_binomial_cdf(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta,
                                             unsigned bits);

/// Symbols 0, ..., n <= 255: the number of successes in n trials whose probability is Beta(alpha, beta).
/// Every symbol is possible. 2 (n + 1) <= 2^bits.
class beta_binomial_model {
 public:
  using symbol_type = std::uint8_t;

  beta_binomial_model(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta, unsigned bits)
      : n_{n}, log_alpha_{log_alpha}, log_beta_{log_beta}, total_{bits} {
    detail::check_beta_binomial(n, total_);
  }

  precision total() const { return total_; }
  interval interval_of(std::uint8_t x) const {
    interval i;
    detail::beta_binomial_intervals(n_, total_, {&log_alpha_, 1}, {&log_beta_, 1}, {&x, 1}, {&i.start, 1},
                                    {&i.freq, 1});
    return i;
  }
  found<std::uint8_t> find(std::uint32_t cell) const {
    found<std::uint8_t> f{};
    detail::beta_binomial_find(n_, total_, {&log_alpha_, 1}, {&log_beta_, 1}, {&cell, 1}, {&f.symbol, 1},
                               {&f.owner.start, 1}, {&f.owner.freq, 1});
    return f;
  }

 private:
  std::uint32_t n_;
  std::int32_t log_alpha_, log_beta_;
  precision total_;
};

}  // namespace ansatz
