#pragma once
#include <torch/torch.h>

namespace ansatz::training {

/// clamp(x, 0, short_numbers::most); of numbers in bfloat16 in one pass there and one back, over the bits.
///
/// Slopes are let through within, and at `most` those that lead back. At 0 a 64th of those that lead out passes: a unit
/// that is 0 wherever it is looked at would stay so for ever, and without any of this most units of a second block end so.
torch::Tensor bounded(const torch::Tensor& x);

}  // namespace ansatz::training
