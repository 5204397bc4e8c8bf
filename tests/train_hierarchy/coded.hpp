#pragma once
#include <torch/torch.h>

#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <cstdint>

namespace ansatz::training {

/// Each image on random bits of its own, bits a number.
template <class Codec>
double coded(const Codec& codec, const torch::Tensor& x, std::uint64_t seed) {
  const torch::Tensor rows = x.reshape({x.size(0), -1}).contiguous();
  const auto size = static_cast<std::size_t>(rows.size(1));
  bits sum;
  for (std::int64_t i = 0; i < rows.size(0); ++i) {
    metered s{rans_stack{supply::seeded(1000 * seed + static_cast<std::uint64_t>(i))}};
    const auto* from = rows[i].data_ptr<std::uint8_t>();
    codec.push(s, {from, from + size});
    sum += s.net();
  }
  return static_cast<double>(sum.q24) / bits::one / static_cast<double>(rows.numel());
}

}  // namespace ansatz::training
