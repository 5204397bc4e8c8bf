#pragma once
#include <cstdint>
#include <resampled/resampled_image.hpp>
#include <resampled/resampled_model.hpp>

namespace ansatz::experiment {

/// What bits back over exchanges would bring, were the posterior exact: two pixels of a group, one of them inked,
/// change places.
struct exchange_gain {
  std::uint64_t exchanges = 0;  ///< that there are, one at a time
  double bits = 0;              ///< sum over groups of log2(1 + sum of p(exchanged) / p(as found))
};

exchange_gain gain_of(const resampled_model& model, const resampled_image& x);

}  // namespace ansatz::experiment
