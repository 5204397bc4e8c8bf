#pragma once
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <cstdint>
#include <variational/noisy_or.hpp>
#include <vector>

namespace ansatz {

/// A model with drawn numbers: hazards from a hundredth of a bit to 8 bits, or none.
inline noisy_or_parameters drawn_noisy_or(std::size_t dims, std::size_t latents, std::uint64_t seed) {
  const supply random = supply::seeded(seed);
  std::uint64_t next = 0;
  const auto below = [&](std::uint64_t n) { return static_cast<std::uint8_t>(random.word(next++) % n); };
  noisy_or_parameters p{dims, {}, {}};
  for (std::size_t k = 0; k < latents; ++k) p.prior.push_back(static_cast<std::uint8_t>(20 + below(75)));
  for (std::size_t d = 0; d < dims; ++d) p.levels.push_back(static_cast<std::uint8_t>(112 + below(60)));
  for (std::size_t i = 0; i < dims * latents; ++i)
    p.levels.push_back(below(3) == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(140 + below(88)));
  return p;
}

inline std::vector<std::uint8_t> drawn_pixels(std::size_t dims, std::uint64_t seed) {
  std::vector<std::uint8_t> x;
  for (std::size_t d = 0; d < dims; ++d) x.push_back(supply::seeded(seed).word(d) % 3 == 0 ? 1 : 0);
  return x;
}

inline double real(bits b) { return b.to_double(); }

/// -log2 p(x, z) by the formula.
inline double joint_by_formula(const noisy_or_parameters& p, const std::vector<std::uint8_t>& x,
                               std::uint32_t z) {
  double cost = 0;
  for (std::size_t k = 0; k < p.latents(); ++k) {
    const double on = p.prior[k] / 128.0;
    cost -= std::log2((z >> k & 1) != 0 ? on : 1 - on);
  }
  for (std::size_t d = 0; d < p.dims; ++d) {
    double hazard = real(hazard_of_level(p.levels[d]));
    for (std::size_t k = 0; k < p.latents(); ++k)
      if ((z >> k & 1) != 0) hazard += real(hazard_of_level(p.levels[(k + 1) * p.dims + d]));
    cost += x[d] == 0 ? hazard : -std::log2(1 - std::exp2(-hazard));
  }
  return cost;
}

}  // namespace ansatz
