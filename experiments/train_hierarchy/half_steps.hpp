#pragma once
#include <torch/torch.h>

namespace ansatz::training {

/// clamp(x, 0, short_numbers::most) in bfloat16, of numbers in bfloat16: in one pass there and one back, over the bits.
/// Slopes are let through where it is neither 0 nor `most`.
torch::Tensor bounded_half(const torch::Tensor& x);

}  // namespace ansatz::training
