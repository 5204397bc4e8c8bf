#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/model/logistic_cdf.hpp>
#include <cstdint>

namespace ansatz {

/// Symbols 0 and 1; `ones` of 2^bits for 1, 0 <= ones <= 2^bits.
class bernoulli_model {
 public:
  using symbol_type = std::uint8_t;

  constexpr bernoulli_model(std::uint32_t ones, unsigned bits) : total_{bits}, zeros_{total_.count() - ones} {
    if (ones > total_.count()) throw domain_error("bernoulli: the mass of 1 exceeds the total");
  }

  /// P(1) = logistic(logit), the logit Q16, rounded so that both symbols keep at least one count; 1 <= bits
  /// <= 31.
  static constexpr bernoulli_model from_logit(std::int32_t logit, unsigned bits) {
    if (bits == 0) throw domain_error("bernoulli: two symbols need a total of at least 2");
    const std::uint64_t spare = std::uint64_t{precision{bits}.count()} - 2;
    const std::uint64_t ones = 1 + ((logistic_cdf(logit) >> 1) * spare >> 31);
    return {static_cast<std::uint32_t>(ones), bits};
  }

  constexpr precision total() const { return total_; }
  constexpr interval interval_of(std::uint8_t x) const {
    if (x > 1) throw domain_error("bernoulli: the symbol must be 0 or 1");
    return x == 0 ? interval{0, zeros_} : interval{zeros_, total_.count() - zeros_};
  }
  constexpr found<std::uint8_t> find(std::uint32_t cell) const {
    const std::uint8_t x = cell < zeros_ ? 0 : 1;
    return {x, interval_of(x)};
  }

 private:
  precision total_;
  std::uint32_t zeros_;
};

}  // namespace ansatz
