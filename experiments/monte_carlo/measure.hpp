#pragma once
#include <common/results.hpp>
#include <common/round_trip.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// What a codec takes, in bits a symbol.
struct monte_carlo_cost {
  double ideal = 0;    ///< net, each symbol pushed onto random bits of its own
  double net = 0;      ///< net, all symbols on one stack
  double initial = 0;  ///< of a symbol alone, the mean of at most 200
};

template <class Codec>
monte_carlo_cost measured(const Codec& codec, const std::vector<symbol_t<Codec>>& symbols) {
  return {push_alone(codec, std::span{symbols}).net_each(), round_trip(codec, symbols).net_each(),
          push_alone(codec, some(symbols)).initial_each()};
}

/// A model's symbols, and methods to code them with n particles or steps: costs(n) is one a method.
struct monte_carlo_model {
  std::string name, head;
  double exact = 0;  ///< -log2 p(x), bits a symbol
  std::vector<std::string> methods;
  std::function<std::vector<monte_carlo_cost>(std::uint32_t n)> costs;
};

/// A mixture of 8, and sequences of 10 symbols from 8 states; what of them is random comes from the seed.
monte_carlo_model mixture_model(std::uint64_t symbols, std::uint64_t seed);
monte_carlo_model sequence_model(std::uint64_t sequences, std::uint64_t seed);

/// What a proposal that is popped where other symbols have just been pushed makes of it, by its total: models
/// whose totals are 2^16.
table dirty_bits(std::uint64_t symbols, std::uint64_t seed);

}  // namespace ansatz::experiment
