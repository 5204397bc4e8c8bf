// Trains the VAEs of codecs/bb_ans.
#include <common/numbers.hpp>
#include <training/program.hpp>

#include "module.hpp"

int main(int argc, char** argv) {
  using namespace ansatz;
  using namespace ansatz::training;
  vae_shape shape;
  std::string pixels = "bernoulli";
  training_program program;
  program.description = "Trains a VAE for bb_ans.";
  program.add_arguments = [&](CLI::App& app) {
    const auto size = CLI::Range(1, 4096);
    app.add_option("--likelihood", pixels, "of a pixel")
        ->check(CLI::IsMember({"bernoulli", "beta_binomial"}))
        ->capture_default_str();
    app.add_option("--hidden", shape.hidden, "units of a layer")
        ->transform(experiment::whole_number)
        ->check(size)
        ->capture_default_str();
    app.add_option("--latents", shape.latents, "how many")
        ->transform(experiment::whole_number)
        ->check(size)
        ->capture_default_str();
  };
  program.prepare = [&](const torch::Tensor& images, training_options& options) {
    shape.observation = pixels == "bernoulli" ? likelihood::bernoulli : likelihood::beta_binomial;
    shape.pixels = images[0].numel();
    options.what = shape.describe();
    options.binary = shape.binary();
    return [shape] { return std::make_shared<vae_module>(shape); };
  };
  program.fingerprint_of = [](const safetensors& weights) { return vae{weights}.fingerprint(); };
  return program.run(argc, argv);
}
