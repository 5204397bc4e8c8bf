#pragma once
#include <torch/torch.h>

#include <hierarchy/private/architecture.hpp>

#include "mixture_loss.hpp"

namespace ansatz::training {

using namespace hierarchies;

/// The mixture of an architecture's grey pixels. `edges` are 257 numbers that grow, see `pixel_mixture`.
pixel_mixture mixture_of(const architecture& a, const torch::Tensor& edges);

/// -log p(x) of grey pixels in nats, summed: x of shape {images, n} holds 0..255, outputs {images, c, n}.
torch::Tensor mixture_nats(const torch::Tensor& x, const torch::Tensor& outputs,
                           const pixel_mixture& mixture);

/// Edges that carry what all pixels have in common: a value that is twice as frequent in the images as its
/// neighbours has twice their width. Atoms and their neighbourhoods keep width 1. x: any shape, 0..255.
torch::Tensor edges_from(const torch::Tensor& x, const architecture& a);

/// Logistic and Gaussian latents: a draw from noise in (0, 1) or N(0, 1), and log densities, by
/// element.
torch::Tensor log_logistic(const torch::Tensor& z, const torch::Tensor& mean, const torch::Tensor& log_scale);
torch::Tensor log_normal(const torch::Tensor& z, const torch::Tensor& mean, const torch::Tensor& log_scale);

}  // namespace ansatz::training
