// Trains the hierarchies of latent variables that bit_swap and hilloc code with.
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <common/program.hpp>
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/hierarchy.hpp>
#include <training/program.hpp>

#include "module.hpp"

int main(int argc, char** argv) {
  using namespace ansatz;
  using namespace ansatz::training;
  std::string description;
  hierarchy_loss loss;
  training_program program;
  program.description = "Trains a hierarchy of latent variables for bit_swap or hilloc.";
  program.options.batch = 64;
  program.options.epochs = 20;
  program.options.rate = 2e-3;
  program.options.decay = 1e-4;
  program.options.clip = 5;
  program.options.memory = 0.999;
  program.options.schedule = "cosine";
  program.held_out = 5000;
  program.add_arguments = [&](CLI::App& app) {
    const auto add = [&](const char* name, double& value, const char* what, double most) {
      app.add_option(name, value, what)
          ->transform(experiment::real_number)
          ->check(CLI::Range(0.0, most))
          ->capture_default_str();
    };
    app.add_option("ARCHITECTURE", description, "a JSON file")->required();
    add("--free-bits", loss.free_bits, "of KL, a latent", 1e9);
    add("--warm-up", loss.warm_up, "epochs until the KL has its weight", 1e9);
    add("--dropout", loss.dropout, "within residual blocks", 0.9);
    add("--plain", loss.plain, "share of images that are trained on without latents", 0.9);
    app.add_flag("--half", loss.half,
                 "multiply in bfloat16 where the processor can: faster, to begin with (shorts)");
    app.add_flag("--rounded", loss.rounded,
                 "compute with rounded numbers, as the coder does: to end with (shorts)");
  };
  program.prepare = [&](const torch::Tensor& images, training_options& options) {
    const architecture shape = experiment::about(description, [&] {
      const auto bytes = read_maybe_gzip(description);
      return parse_architecture({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    });
    if ((images.dim() == 4) != shape.colour())
      throw domain_error("the images or the architecture is in colour, not both");
    const std::int64_t height = images.size(-2), width = images.size(-1);
    if (!shape.colour() && (height != shape.height || width != shape.width))
      throw domain_error("the images have another size than the architecture");
    const std::int64_t widest = shape.cell * shape.scale(shape.latents.size() - 1);
    if (height % widest != 0 || width % widest != 0) throw domain_error("cells do not tile the images");
    options.what = format_architecture(shape) + " " + loss.describe();
    options.binary = shape.binary();
    return hierarchy_maker(shape, loss, images);
  };
  program.fingerprint_of = [](const safetensors& file) {
    const bool colour = parse_architecture(file.metadata().at("architecture")).colour();
    return colour ? colour_hierarchy{file}.fingerprint() : hierarchy{file}.fingerprint();
  };
  return program.run(argc, argv);
}
