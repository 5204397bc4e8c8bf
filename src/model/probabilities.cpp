#include <ansatz/error.hpp>
#include <ansatz/model/probabilities.hpp>
#include <cstdint>
#include <vector>

namespace ansatz {

categorical_model categorical_from_probabilities(std::span<const double> probabilities, unsigned bits) {
  constexpr double most = 1.7976931348623157e308;
  double largest = 0;
  for (const double p : probabilities) {
    if (!(p >= 0 && p <= most)) throw domain_error("categorical: a probability is NaN, infinite or negative");
    if (p > largest) largest = p;
  }
  if (largest == 0) throw domain_error("categorical: no probability is positive");
  std::vector<std::uint64_t> weights;
  for (const double p : probabilities) {
    const auto scaled = static_cast<std::uint64_t>(p / largest * 0x1p52);
    weights.push_back(scaled == 0 && p > 0 ? 1 : scaled);
  }
  return categorical_model::from_weights(weights, bits);
}

}  // namespace ansatz
