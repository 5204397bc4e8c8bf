#pragma once
#include <bb_ans/vae.hpp>
#include <net/real_layer.hpp>

namespace ansatz {

/// The layers of a VAE as trained, batch norms folded, shapes checked.
struct vae_layers {
  real_layer fc1, fc21, fc22, fc3, fc4;
  likelihood observation;
};

vae_layers read_vae_layers(const safetensors& file);

}  // namespace ansatz
