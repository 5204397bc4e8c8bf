#include "exchanges.hpp"

#include <ansatz/stack/tally.hpp>
#include <model/real_math.hpp>
#include <resampled/resampled_bitmap.hpp>
#include <utility>

namespace ansatz::experiment {

exchange_gain gain_of(const resampled_model& model, const resampled_image& x) {
  const auto codec = resampled_bitmap(model);
  const bits found = cost(codec, x);
  exchange_gain gain;
  resampled_image other = x;
  for (const auto& group : exchangeable_pixels(x)) {
    double ratios = 0;
    for (const std::uint32_t a : group)
      for (const std::uint32_t b : group) {
        if (x.ink[a] == 0 || x.ink[b] != 0) continue;
        std::swap(other.ink[a], other.ink[b]);
        ratios += real::exp((found - cost(codec, other)).to_double() * real::ln2);
        std::swap(other.ink[a], other.ink[b]);
        ++gain.exchanges;
      }
    gain.bits += real::log(1 + ratios) / real::ln2;
  }
  return gain;
}

}  // namespace ansatz::experiment
