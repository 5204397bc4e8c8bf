#pragma once
#include <torch/torch.h>

#include <hierarchy/private/architecture.hpp>
#include <map>
#include <memory>
#include <vector>

#include "layers.hpp"
#include "mixture_loss.hpp"

namespace ansatz::training {

/// The parts of -ELBO of a batch in nats, each summed over its images.
struct negative_elbo {
  std::vector<torch::Tensor> groups;  ///< -log p(x_g | z, x_1..x_g-1), by group
  std::vector<torch::Tensor> levels;  ///< log q(z_l | ..) - log p(z_l | ..), by level, from z1
};

/// A hierarchy of latents as a module that learns. The networks, by name; [a, b] are concatenated channels,
/// and c is every cell that a group has:
///
///   bit_swap  q1(x) and q<l>(z_l-1) give mean and log scale of z_l; p<l>(z_l+1) those of z_l, l < L;
///             all latents are logistic and p(z_L) is standard. f_c = features<c>(z1).
///   hilloc    h = context(x); s = start (learned), and from L down: p<l>(s) and q<l>([s, h]) give mean
///             and log scale of the Gaussian z_l, then s += merge<l>([s, z_l]). f_c = features<c>(s).
///   both      group<g>([f_c, known pixels]) gives the parameters of the pixels of group g.
///
/// Features of a finer grid than the latents' come by depth to space. A known grey pixel v is seen as v /
/// 128, [v > 0], [v > 251]; a binary one as itself: channels by place, then by these.
class hierarchy : public torch::nn::Module {
 public:
  hierarchy(const architecture& shape, const torch::Tensor& edges, double dropout = 0);

  /// Images {n, height, width}, 0..255 (0 and 1 for binary ones).
  negative_elbo forward(const torch::Tensor& images);

  const architecture& shape() const { return shape_; }
  const torch::Tensor& edges() const { return edges_; }
  /// Multiply-adds of all networks for one image.
  std::int64_t multiply_adds() const { return multiply_adds_; }
  std::int64_t parameter_count() const;

 private:
  struct location_scale {
    torch::Tensor mean, log_scale;
  };
  location_scale parameters_of(const torch::Tensor& outputs) const;
  torch::Tensor draw(const location_scale& l) const;
  torch::Tensor log_density(const torch::Tensor& z, const location_scale& l) const;
  std::shared_ptr<trunk> add(const std::string& name, std::int64_t cell, std::int64_t in,
                             const trunk_size& size, std::int64_t out);
  torch::Tensor seen(const torch::Tensor& places) const;
  /// What the features are computed from.
  torch::Tensor bottom_up(const torch::Tensor& x, std::vector<torch::Tensor>& levels);
  torch::Tensor top_down(const torch::Tensor& x, std::vector<torch::Tensor>& levels);
  torch::Tensor group_nats(std::size_t g, const torch::Tensor& features, const torch::Tensor& images);

  architecture shape_;
  double dropout_;
  torch::Tensor edges_;
  pixel_mixture mixture_;
  std::vector<std::shared_ptr<trunk>> q_, p_, merge_, group_;
  std::shared_ptr<trunk> context_;
  std::map<std::int64_t, std::shared_ptr<trunk>> features_;  // by the groups' cell
  torch::Tensor start_;
  std::int64_t multiply_adds_ = 0;
};

}  // namespace ansatz::training
