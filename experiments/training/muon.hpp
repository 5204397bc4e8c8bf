#pragma once
#include <torch/torch.h>

#include <vector>

namespace ansatz::training {

/// Muon (Jordan and others, 2024): the step of a matrix of weights is the momentum of its gradient with all singular
/// values made about 1, so that no direction is learned much later than others. A convolution is a matrix of an output a
/// row. Steps are as long as Adam's by root mean square (Liu and others, 2025), so that one rate serves both; the weights
/// decay as in AdamW.
class muon {
 public:
  muon(std::vector<torch::Tensor> weights, double decay) : weights_{std::move(weights)}, decay_{decay} {
    for (const torch::Tensor& w : weights_) momenta_.push_back(torch::zeros_like(w));
  }
  /// By the gradients that the weights have; those without one stay.
  void step(double rate);
  bool empty() const { return weights_.empty(); }

  void save(torch::serialize::OutputArchive& to) const;
  void load(torch::serialize::InputArchive& from);

 private:
  std::vector<torch::Tensor> weights_, momenta_;
  double decay_;
};

/// U V^T of a matrix U S V^T, S to within a third or so: five steps of an iteration after Newton and Schulz.
torch::Tensor orthogonalised(const torch::Tensor& matrix);

}  // namespace ansatz::training
