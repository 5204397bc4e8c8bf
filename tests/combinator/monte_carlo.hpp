#pragma once
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/importance.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/tally.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "combinator/symmetric_chain.hpp"

/// What tests of Monte-Carlo posteriors share: a number below 8 behind a symmetric step, proposals that know
/// little, and net rates in bits. -log2 p(x) = 3 for every x.
namespace ansatz::testing {

/// Bits back over that model with `posterior(x)`, a codec of z.
template <class Posterior>
auto behind_a_step(Posterior posterior) {
  return bits_back(uniform(8), symmetric_step{}, posterior);
}

/// The number behind a step that gave x.
inline auto target_for(std::uint32_t x) { return joint_cost(uniform(8), symmetric_step{}, x); }

inline double in_bits(bits b) { return static_cast<double>(b.q24) / bits::one; }

/// Pushes x onto so many random stacks; what it took on average, net, and to begin with.
struct mean_cost {
  double net = 0, initial = 0;
};
template <class Codec>
mean_cost mean_cost_of(const Codec& c, const symbol_t<Codec>& x, std::uint64_t trials) {
  mean_cost mean;
  for (std::uint64_t seed = 0; seed < trials; ++seed) {
    metered s{rans_stack{supply::seeded(seed)}};
    c.push(s, x);
    mean.net += in_bits(s.net()) / static_cast<double>(trials);
    mean.initial += in_bits(s.initial_bits()) / static_cast<double>(trials);
  }
  return mean;
}

}  // namespace ansatz::testing
