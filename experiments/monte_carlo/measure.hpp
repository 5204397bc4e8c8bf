#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/report.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz::experiment {

/// What a codec takes, in bits a symbol.
struct monte_carlo_cost {
  double ideal = 0;    ///< net, each symbol pushed onto random bits of its own
  double net = 0;      ///< net, all symbols on one stack
  double initial = 0;  ///< of a symbol alone, the mean of at most 200
};

/// Codes symbols there and back.
template <class Codec>
monte_carlo_cost measured(const Codec& codec, const std::vector<symbol_t<Codec>>& symbols) {
  monte_carlo_cost out;
  const double count = static_cast<double>(symbols.size());
  bits ideal, initial;
  const std::size_t alone = std::min<std::size_t>(200, symbols.size());
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    metered s{rans_stack{supply::seeded(1000 + i)}};
    codec.push(s, symbols[i]);
    ideal += s.net();
    if (i < alone) initial += s.initial_bits();
  }
  metered s{rans_stack{}};
  for (const auto& x : symbols) codec.push(s, x);
  out.ideal = value_of(ideal) / count;
  out.net = value_of(s.net()) / count;
  out.initial = value_of(initial) / static_cast<double>(alone);
  for (std::size_t i = symbols.size(); i-- > 0;)
    if (!(codec.pop(s) == symbols[i]))
      throw error("the decoded symbols differ: this is a fault of the program");
  if (!s.inner().is_fresh())
    throw error("the stack did not come back to its supply: this is a fault of the program");
  return out;
}

}  // namespace ansatz::experiment
