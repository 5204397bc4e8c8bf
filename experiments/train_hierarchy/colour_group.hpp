#pragma once
#include <torch/torch.h>

#include <array>
#include <hierarchy/private/architecture.hpp>
#include <memory>
#include <vector>

#include "layers.hpp"
#include "mixture_loss.hpp"

namespace ansatz::training {

/// The pixels of a group in colour: green, red and blue of each, given those before.
///
/// Of a pixel's nearest pixels in earlier groups the mean is what is expected of a channel at first, and what the
/// channels before miss from theirs is added. A network on the group's grid, `group<g>`, is told the features, 1 inside
/// of the image, and known places as (v - 128) / 64: channel by channel, each place by place. What it says goes
/// to a head of two 1x1 layers for each channel, `group<g>.green`, `.red` and `.blue`, beside what the channels before
/// miss, in units of 16: it gives the mixture's logits, means less what is expected, in units of 16, and log scales.
class colour_group : public torch::nn::Module {
 public:
  colour_group(const architecture& a, std::size_t g, const trunk::kind& k);

  /// -log p in nats, summed. Images {n, 3, height, width}: green, red, blue; features on the group's grid.
  torch::Tensor nats(const torch::Tensor& features, const torch::Tensor& images,
                     const pixel_mixture& mixture);
  void settle();

  /// For all: what networks see of places, channel by channel, and where there are images.
  static torch::Tensor seen(const torch::Tensor& places);

 private:
  torch::Tensor expected(const torch::Tensor& images) const;

  architecture shape_;
  std::int64_t cell_, place_;
  std::vector<std::int64_t> known_;
  std::vector<std::array<std::int64_t, 2>> nearest_;  // rows and columns away
  std::shared_ptr<trunk> says_;
  std::vector<std::shared_ptr<trunk>> heads_;
};

}  // namespace ansatz::training
