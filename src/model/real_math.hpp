#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>

/// Mathematics in binary64 for the rates that coding is compared with: the same digits on every machine.
namespace ansatz::real {

constexpr double ln2 = 0x1.62e42fefa39efp-1;

double exp(double x);
double log(double x);
/// The standard normal distribution function, of small arguments to full relative precision.
double normal_cdf(double x);
/// log(1 + e^x)
double softplus(double x);

bits bits_of(double nats);

/// Uniform numbers in [-1, 1), and standard normal ones by the polar method (Marsaglia, Bray 1964).
class normal_source {
 public:
  explicit normal_source(std::uint64_t seed) : words_{supply::seeded(seed)} {}
  double operator()();
  double uniform() { return static_cast<double>(words_.word(next_++) >> 11) * 0x1p-52 - 1; }

 private:
  supply words_;
  std::uint64_t next_ = 0;
};

}  // namespace ansatz::real
