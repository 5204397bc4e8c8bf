#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <cstdint>
#include <vector>

namespace ansatz {

/// The integer CDF of a beta-binomial, n + 2 numbers from 0 to 2^bits. log alpha and log beta are Q16 and
/// clamped to
/// +-30. Each symbol gets one count and its part, rounded down, of the rest; what remains goes to the most
/// probable.
std::vector<std::uint32_t> beta_binomial_cdf(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta,
                                             unsigned bits);

/// Symbols 0, ..., n: the number of successes in n trials whose probability is Beta(alpha, beta). Every
/// symbol is possible. 2 (n + 1) <= 2^bits.
class beta_binomial_model {
 public:
  using symbol_type = std::uint32_t;

  beta_binomial_model(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta, unsigned bits)
      : total_{bits}, starts_{beta_binomial_cdf(n, log_alpha, log_beta, bits)} {}

  precision total() const { return total_; }
  interval interval_of(std::uint32_t x) const {
    if (x >= starts_.size() - 1) throw domain_error("beta_binomial: the symbol exceeds n");
    return {starts_[x], starts_[x + 1] - starts_[x]};
  }
  found<std::uint32_t> find(std::uint32_t cf) const {
    const auto above = std::upper_bound(starts_.begin(), starts_.end(), cf);
    const auto x = static_cast<std::uint32_t>(above - starts_.begin() - 1);
    return {x, interval_of(x)};
  }

 private:
  precision total_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace ansatz
