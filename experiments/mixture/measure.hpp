#pragma once
#include <ansatz/combinator/dependent.hpp>
#include <common/round_trip.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::experiment {

/// What a mixture came to on some symbols.
struct mixture_cost {
  std::string data, unit;
  double scale = 1;  ///< of the rates: bits by what
  bits exact;        ///< -log2 p(x)
  bits best;         ///< net, where the most probable component is sent
  trip by_bits_back;
  std::uint64_t parameter_bytes = 0;
};

/// Codes the symbols by bits back, and once more with the component that suits each best.
template <class Codec, class Symbol, class Information, class Best>
mixture_cost measured(const Codec& codec, const std::vector<Symbol>& symbols, Information information,
                      Best best) {
  mixture_cost c;
  std::vector<std::pair<std::uint32_t, Symbol>> pairs;
  for (const Symbol& x : symbols) {
    pairs.emplace_back(best(x), x);
    c.exact += information(x);
  }
  c.by_bits_back = round_trip(codec, symbols);
  c.best = round_trip(dependent(codec.prior, codec.likelihood), pairs).net;
  return c;
}

/// Frey's example: N(-distance, 1) and N(distance, 1), as likely as each other, on buckets.
mixture_cost two_gaussians(double distance, std::uint64_t count);

/// Binary images of 28x28 under a mixture of products of Bernoulli pixels, fitted to others.
mixture_cost mixture_of_images(const std::string& name, const std::vector<std::uint8_t>& training,
                               const std::vector<std::uint8_t>& test);

}  // namespace ansatz::experiment
