#pragma once
#include <torch/torch.h>

#include <hierarchy/private/architecture.hpp>
#include <map>
#include <memory>
#include <string>
#include <training/objective.hpp>
#include <vector>

#include "colour_group.hpp"
#include "layers.hpp"
#include "mixture_loss.hpp"

namespace ansatz::training {

/// How the parts of -ELBO are weighed while a hierarchy learns, and its dropout.
struct hierarchy_loss {
  double free_bits = 0.1;  ///< a channel of a level, a cell: what its KL may be at no cost
  double warm_up = 1;      ///< epochs over which the weight of the KL grows to 1
  double dropout = 0;      ///< of the numbers within residual blocks
  double plain = 0;        ///< how often an image is without latents
  bool half = false;       ///< products in bfloat16, while it trains (colour)
  bool rounded = false;    ///< networks of colour compute with numbers as the coder does

  std::string describe() const;
};

/// A hierarchy of latents as a module that learns. The networks, by name; [a, b] are concatenated channels,
/// and c is every cell that a group has:
///
///   bit_swap  q1(x) and q<l>(z_l-1) give mean and log scale of z_l; p<l>(z_l+1) those of z_l, l < L;
///             all latents are logistic and p(z_L) is standard. f_c = features<c>(z1).
///   hilloc    h = context(x); s = start (learned), and from L down: p<l>(s) and q<l>([s, h]) give mean
///             and log scale of the Gaussian z_l, then s += merge<l>([s, z_l]). f_c = features<c>(s).
///   both      group<g>([f_c, known pixels]) gives the parameters of the pixels of group g; in colour, see
///             `colour_group`.
///
/// Features of a finer grid than the latents' come by depth to space. A known grey pixel v is seen as v /
/// 128, [v > 0], [v > 251]; a binary one as itself: channels by place, then by these.
class hierarchy_module : public objective {
 public:
  /// For images of `height` x `width` pixels.
  hierarchy_module(const architecture& shape, std::int64_t height, std::int64_t width,
                   const torch::Tensor& edges, const hierarchy_loss& loss = {});

  elbo_parts forward(const torch::Tensor& images) override;
  /// In bits a pixel times 100, so that one bound of the gradient's norm fits all sizes.
  torch::Tensor loss(const elbo_parts& parts, const moment& at) const override;
  void settle() override;
  std::int64_t multiply_adds() const override { return multiply_adds_; }
  /// The architecture.
  std::map<std::string, std::string> metadata() const override;

 private:
  struct location_scale {
    torch::Tensor mean, log_scale;
  };
  location_scale parameters_of(const torch::Tensor& outputs) const;
  torch::Tensor draw(const location_scale& l) const;
  torch::Tensor log_density(const torch::Tensor& z, const location_scale& l) const;
  std::shared_ptr<trunk> add(const std::string& name, std::int64_t cell, std::int64_t in,
                             const trunk_size& size, std::int64_t out);
  void count(torch::nn::Module& m, std::int64_t cell);
  torch::Tensor seen(const torch::Tensor& places) const;
  /// What the features are computed from.
  torch::Tensor bottom_up(const torch::Tensor& x, std::vector<torch::Tensor>& levels);
  torch::Tensor top_down(const torch::Tensor& x, std::vector<torch::Tensor>& levels);
  torch::Tensor told_latents(const torch::Tensor& images);
  torch::Tensor group_nats(std::size_t g, const torch::Tensor& features, const torch::Tensor& images);

  architecture shape_;
  std::int64_t height_, width_;  // of the images that are trained on
  hierarchy_loss loss_;
  torch::Tensor edges_, with_latents_;
  pixel_mixture mixture_;
  std::vector<std::shared_ptr<trunk>> q_, p_, merge_, group_;
  std::vector<std::shared_ptr<colour_group>> colour_;
  std::shared_ptr<trunk> context_;
  std::map<std::int64_t, std::shared_ptr<trunk>> features_;  // by the groups' cell
  torch::Tensor start_;
  std::int64_t multiply_adds_ = 0;
};

/// Makes them for images {n, height, width} that are trained on.
objective_maker hierarchy_maker(const architecture& shape, const hierarchy_loss& loss,
                                const torch::Tensor& images);

}  // namespace ansatz::training
