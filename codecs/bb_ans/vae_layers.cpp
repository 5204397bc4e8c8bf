#include <ansatz/error.hpp>
#include <bb_ans/vae_layers.hpp>

namespace ansatz {

vae_layers read_vae_layers(const safetensors& file) {
  vae_layers v{layer_of(file, "fc1"), layer_of(file, "fc21"), layer_of(file, "fc22"),
               layer_of(file, "fc3"), layer_of(file, "fc4"),  {}};
  const std::size_t pixels = v.fc1.inputs, latents = v.fc21.outputs;
  const bool chained = v.fc21.inputs == v.fc1.outputs && v.fc22.inputs == v.fc1.outputs &&
                       v.fc22.outputs == latents && v.fc3.inputs == latents && v.fc4.inputs == v.fc3.outputs;
  if (!chained) throw corrupt_error("the model's layers do not fit one another as those of a VAE do");
  if (v.fc4.outputs == pixels)
    v.observation = likelihood::bernoulli;
  else if (v.fc4.outputs == 2 * pixels)
    v.observation = likelihood::beta_binomial;
  else
    throw corrupt_error("the model's fc4 must give one or two numbers a pixel");
  const bool normalised = file.contains("bn1.weight");
  if (normalised) {
    fold_batch_norm(v.fc1, file, "bn1");
    fold_batch_norm(v.fc21, file, "bn21");
    fold_batch_norm(v.fc22, file, "bn22");
    fold_batch_norm(v.fc3, file, "bn3");
  }
  if (file.tensors().size() != (normalised ? 26u : 10u))
    throw corrupt_error("the model has tensors that a VAE has not");
  return v;
}

}  // namespace ansatz
