#pragma once
#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace ansatz::training {

/// What a network is told of levels, and what these are: n of them.
struct views {
  torch::Tensor inputs;  ///< {n, inputs} of int16, Q8
  torch::Tensor
      targets;  ///< {n, 3}: the edges below and above the level, less the mean, in units, and 1 / unit in levels; beyond the ends far away

  std::int64_t count() const { return inputs.size(0); }
};

/// How levels are shown.
struct views_wanted {
  bool blended = true;
  std::int64_t count = 0;   ///< of a plane, from all photographs together
  std::int64_t side = 256;  ///< of the part of a photograph that is looked at, about its middle
};

/// Of each plane, from photographs; `told` is called after each one. Throws `domain_error` for one that is not in
/// colour.
std::vector<views> views_of(const std::vector<std::filesystem::path>& photographs, const views_wanted& wanted,
                            const std::function<void(const std::filesystem::path&)>& told);

}  // namespace ansatz::training
