#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <cstdint>

namespace ansatz {

/// Symbols 0, ..., n - 1, each of frequency 1 out of n; 1 <= n <= 2^31.
class uniform_model {
 public:
  using symbol_type = std::uint32_t;

  constexpr explicit uniform_model(std::uint32_t n) : total_{n} {}

  constexpr ansatz::total total() const { return total_; }
  constexpr interval interval_of(std::uint32_t x) const {
    if (x >= total_.count()) throw domain_error("uniform: the symbol is not below n");
    return {x, 1};
  }
  constexpr found<std::uint32_t> find(std::uint32_t cell) const { return {cell, {cell, 1}}; }

 private:
  ansatz::total total_;
};

}  // namespace ansatz
