#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "module.hpp"
#include "views.hpp"

namespace ansatz::training {

struct pixel_training {
  std::int64_t hidden = 48, epochs = 8, batch = 2048;
  double rate = 4e-3;  ///< AdamW's, at its height; it rises over 200 batches, and falls as a cosine to 0
  std::uint64_t seed = 0;

  std::string describe() const;
};

struct pixel_epoch {
  std::int64_t epoch = 0;
  double training = 0, held_out = 0;  ///< bits a level
};

/// The average of the weights over the last hundreds of batches. `told` is called after each epoch.
std::shared_ptr<level_module> trained(const pixel_training& how, const views& on, const views& held_out,
                                      const std::function<void(const pixel_epoch&)>& told);

}  // namespace ansatz::training
