// Trains the VAEs of codecs/bb_ans.
#include <fmt/format.h>
#include <torch/version.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/idx.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/vae.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common_training/images.hpp>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "trainer.hpp"

namespace {

using namespace ansatz;
using namespace ansatz::training;

struct arguments {
  std::string images, test, folder, name, likelihood = "bernoulli", checkpoint;
  std::uint64_t count = 60000, held_out = 10000;
  int threads = 1;
  training_options options;
};

/// -ELBO on the test images, in the arithmetic that the experiments report.
nlohmann::ordered_json evaluation(const std::string& name, idx_array images, const safetensors& weights,
                                  likelihood observation) {
  nlohmann::ordered_json out;
  out["images"] = std::filesystem::path{name}.filename();
  out["hash"] = hash_of(images);
  const bool grey = std::ranges::any_of(images.data, [](std::uint8_t x) { return x > 1; });
  if (observation == likelihood::bernoulli && grey) {
    images.data = binarize(images.data, 0);
    out["binarized_by_seed"] = 0;
  }
  const double bits = static_cast<double>(negative_elbo(weights, images.data).q24) / bits::one;
  out["negative_elbo_bits_per_dim"] = bits / static_cast<double>(images.data.size());
  return out;
}

void train(arguments a, const std::string& command) {
  const idx_array images = load_images(a.images, a.count, 1);
  if (images.count() <= a.held_out) throw domain_error("there must be more images than are held out");
  a.options.shape.pixels = static_cast<std::int64_t>(images.item_size());
  a.options.shape.observation =
      a.likelihood == "bernoulli" ? likelihood::bernoulli : likelihood::beta_binomial;
  check_outputs(a.name, a.checkpoint);
  const idx_array test = load_test_images(a.test, images);
  a.options.data = fmt::format("{} held out {}", hash_of(images), a.held_out);
  use_threads(a.threads);
  const std::uint64_t kept = images.count() - a.held_out;
  trainer t{a.options, rows(images, 0, kept), rows(images, kept, a.held_out)};
  if (!a.checkpoint.empty() && std::filesystem::exists(a.checkpoint)) {
    t.load(a.checkpoint);
    fmt::print("going on after epoch {}\n", t.history().size());
  }
  const std::filesystem::path folder = a.folder;
  std::filesystem::create_directories(folder);
  fmt::print("epoch  training  validation      best      rate   seconds\n");
  const experiment::stopwatch time;
  t.run([&](const epoch_report& e) {
    fmt::print("{:5}  {:.5f}     {:.5f}   {:.5f}   {:.1e}   {:7.1f}\n", e.epoch, e.training, e.validation,
               e.best, e.rate, time.seconds());
    std::fflush(stdout);
    if (!a.checkpoint.empty()) t.save(a.checkpoint);
  });

  const auto bytes = format_weights(t.best());
  const safetensors weights = safetensors::parse(bytes);
  const vae net{weights};
  const std::string name = a.name + "-" + hash_hex(net.fingerprint());
  write_file_atomically(folder / (name + ".safetensors"), bytes);
  nlohmann::ordered_json card;
  card["model"] = name;
  card["command"] = command;
  card["training"] = a.options.describe();
  card["images"] = std::filesystem::path{a.images}.filename();
  card["images_hash"] = hash_of(images);
  card["held_out"] = a.held_out;
  card["epochs"] = t.history().size();
  card["validation_negative_elbo_bits_per_dim"] = t.history().back().best;
  if (!a.test.empty()) card["test"] = evaluation(a.test, test, weights, net.observation());
  card["libtorch"] = TORCH_VERSION;
  const std::string text = card.dump(2) + "\n";
  experiment::write_text(folder / (name + ".json"), text);
  fmt::print("{}", text);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Trains a VAE for bb_ans and writes FOLDER/NAME-<fingerprint>.safetensors, and .json with what it came "
      "from."};
  arguments a;
  app.add_option("IMAGES", a.images, "an idx file, plain or gz, or the word digits")->required();
  app.add_option("FOLDER", a.folder)->required();
  app.add_option("--name", a.name, "of the model")->required();
  app.add_option("--likelihood", a.likelihood, "of a pixel")
      ->check(CLI::IsMember({"bernoulli", "beta_binomial"}))
      ->capture_default_str();
  app.add_option("--test", a.test, "images to evaluate the end on, once: an idx file, or digits");
  app.add_option("--hidden", a.options.shape.hidden)->check(CLI::Range(1, 4096))->capture_default_str();
  app.add_option("--latents", a.options.shape.latents)->check(CLI::Range(1, 4096))->capture_default_str();
  app.add_option("--count", a.count, "drawn digits, held out ones included")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 24))
      ->capture_default_str();
  app.add_option("--held-out", a.held_out, "images at the end, to stop by")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 32))
      ->capture_default_str();
  app.add_option("--batch", a.options.batch)->check(CLI::Range(1, 1 << 20))->capture_default_str();
  app.add_option("--rate", a.options.rate, "Adam's")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--decay", a.options.decay, "of the weights, as in AdamW")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--patience", a.options.patience, "epochs without progress before the rate is halved")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--progress", a.options.progress, "a fall of the loss by this share counts as such")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--halvings", a.options.halvings, "of the rate; the next one is the end")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  app.add_option("--epochs", a.options.most_epochs, "at most")
      ->check(CLI::Range(1, 1000000000))
      ->capture_default_str();
  app.add_option("--seed", a.options.seed)->capture_default_str();
  app.add_option("--threads", a.threads)->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_option("--device", a.options.device, "cpu, or cuda")->capture_default_str();
  app.add_option("--checkpoint", a.checkpoint, "written after each epoch; gone on from where it exists");
  return experiment::run_program(app, argc, argv, [&] {
    try {
      train(a, command_of(argc, argv));
    } catch (const c10::Error& failure) {
      throw error(failure.what_without_backtrace());
    }
  });
}
