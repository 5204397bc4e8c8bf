#pragma once
#include <cstdint>
#include <hmm/hmm.hpp>
#include <vector>

namespace ansatz::experiment {

/// -log2 p(x) in bits, by the forward algorithm in binary64.
double information(const hmm& model, const std::vector<std::uint32_t>& x);

}  // namespace ansatz::experiment
