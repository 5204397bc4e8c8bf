// Trains the hierarchies of latent variables that bit_swap and hilloc code with.
#include <fmt/format.h>
#include <torch/version.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/net/safetensors.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common_training/images.hpp>
#include <hierarchy/hierarchy.hpp>
#include <nlohmann/json.hpp>
#include <optional>

#include "trainer.hpp"

namespace {

using namespace ansatz;
using namespace ansatz::training;

struct arguments {
  std::string images, test, folder, name, description, from, checkpoint;
  std::uint64_t count = 60000, held_out = 5000, used = 0;
  int threads = 1;
  hierarchy_options options;
};

torch::Tensor images_of(const idx_array& images, std::uint64_t first, std::uint64_t count,
                        const architecture& a) {
  return rows(images, first, count).reshape({-1, a.height, a.width});
}

std::string list(const std::vector<double>& parts) {
  std::string out;
  for (const double x : parts) out += fmt::format(" {:.4f}", x);
  return out;
}

nlohmann::ordered_json json_of(const rate_report& r) {
  return {{"bits_per_dim", r.total()},
          {"likelihood", r.likelihood()},
          {"divergence", r.divergence()},
          {"divergence_by_level", r.levels},
          {"likelihood_by_group", r.groups}};
}

std::string chart(const std::vector<hierarchy_epoch>& history) {
  using experiment::curve;
  using experiment::source;
  curve training{"training", {}, source::other, true}, held_out{"held out", {}, source::ours, false},
      likelihood{"of this, pixels", {}, source::quoted, false};
  for (const hierarchy_epoch& e : history) {
    const auto x = static_cast<double>(e.epoch);
    training.points.emplace_back(x, e.training);
    held_out.points.emplace_back(x, e.held_out.total());
    likelihood.points.emplace_back(x, e.held_out.likelihood());
  }
  return experiment::line_chart("-ELBO while training", "epoch", "bits/dim",
                                {training, held_out, likelihood});
}

/// A model's file, and the fingerprint that it codes under: that is found out of every file that is written,
/// so that no training goes on whose model cannot be coded with.
struct trained {
  std::vector<std::byte> file;
  std::string fingerprint;
};
trained model_of(const hierarchy_trainer& t) {
  auto file = format_weights(t.average(), {{"architecture", format_architecture(t.average().shape())}});
  const std::uint64_t fingerprint = ansatz::hierarchy{safetensors::parse(file)}.fingerprint();
  return {std::move(file), hash_hex(fingerprint)};
}

void train(arguments a, const std::string& command) {
  a.options.shape = experiment::about(a.description, [&] {
    const auto bytes = read_maybe_gzip(a.description);
    return parse_architecture({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  });
  const architecture& shape = a.options.shape;
  const idx_array images = load_images(a.images, a.count, 1);
  if (images.count() <= a.held_out) throw domain_error("there must be more images than are held out");
  if (images.item_size() != static_cast<std::uint64_t>(shape.height * shape.width))
    throw domain_error("the images have another size than the architecture");
  check_outputs(a.name, a.checkpoint);
  idx_array test = load_test_images(a.test, images);
  a.options.data = fmt::format("{} held out {}", hash_of(images), a.held_out);
  use_threads(a.threads);
  std::optional<safetensors> begun;
  if (!a.from.empty()) {
    const auto bytes = read_file(a.from);
    a.options.from = hash_hex(hash64(bytes));
    begun = experiment::about(a.from, [&] { return safetensors::parse(bytes); });
  }
  std::uint64_t kept = images.count() - a.held_out;
  if (a.used != 0) kept = std::min(kept, a.used);
  hierarchy_trainer t{a.options, images_of(images, 0, kept, shape),
                      images_of(images, images.count() - a.held_out, a.held_out, shape)};
  if (!a.from.empty()) {
    const std::int64_t taken = t.begin_from(*begun);
    if (taken == 0) throw domain_error(a.from + ": the architecture has none of these weights");
    fmt::print("{} numbers taken from {}\n", taken, a.from);
  }
  fmt::print("{}\n{} parameters, {:.1f} million multiply-adds an image\n", a.options.describe(),
             t.average().parameter_count(), static_cast<double>(t.average().multiply_adds()) / 1e6);
  if (!a.checkpoint.empty() && std::filesystem::exists(a.checkpoint)) {
    t.load(a.checkpoint);
    fmt::print("going on after epoch {}\n", t.history().size());
  }
  model_of(t);
  const std::filesystem::path folder = a.folder;
  std::filesystem::create_directories(folder);
  fmt::print("epoch  training  held out    pixels  KL of z1, z2, ..          rate   seconds\n");
  std::fflush(stdout);
  const experiment::stopwatch time;
  t.run([&](const hierarchy_epoch& e) {
    fmt::print("{:5}  {:.5f}    {:.5f}   {:.5f} {:<24}  {:.1e}  {:8.1f}\n", e.epoch, e.training,
               e.held_out.total(), e.held_out.likelihood(), list(e.held_out.levels), e.rate, time.seconds());
    std::fflush(stdout);
    if (!a.checkpoint.empty()) t.save(a.checkpoint);
    write_file_atomically(folder / (a.name + ".safetensors"), model_of(t).file);
    experiment::write_text(folder / (a.name + ".svg"), chart(t.history()));
  });
  const trained model = model_of(t);
  const std::string name = a.name + "-" + model.fingerprint;
  nlohmann::ordered_json card;
  card["model"] = name;
  card["command"] = command;
  card["training"] = a.options.describe();
  card["images_hash"] = hash_of(images);
  card["parameters"] = t.average().parameter_count();
  card["multiply_adds_per_image"] = t.average().multiply_adds();
  card["held_out"] = json_of(t.history().back().held_out);
  if (!a.test.empty()) {
    if (shape.binary()) test.data = binarize(test.data, 0);
    card["test"] = json_of(t.evaluate(images_of(test, 0, test.count(), shape)));
  }
  card["libtorch"] = TORCH_VERSION;
  const std::string text = card.dump(2) + "\n";
  write_file_atomically(folder / (name + ".safetensors"), model.file);
  experiment::write_text(folder / (name + ".svg"), chart(t.history()));
  experiment::write_text(folder / (name + ".json"), text);
  for (const char* part : {".safetensors", ".svg"}) std::filesystem::remove(folder / (a.name + part));
  fmt::print("{}", text);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Trains a hierarchy of latent variables. Writes FOLDER/NAME.safetensors after each epoch, .svg with "
      "the loss, "
      "and in the end NAME-<fingerprint>.safetensors, .svg, and .json with what it came from."};
  arguments a;
  const auto at_least_1 = CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 32);
  app.add_option("IMAGES", a.images, "an idx file, plain or gz, or the word digits")->required();
  app.add_option("ARCHITECTURE", a.description, "a JSON file")->required();
  app.add_option("FOLDER", a.folder)->required();
  app.add_option("--name", a.name, "of the model")->required();
  app.add_option("--test", a.test, "images to evaluate the end on, once: an idx file, or digits");
  app.add_option("--count", a.count, "drawn digits, held out ones included")
      ->check(at_least_1)
      ->capture_default_str();
  app.add_option("--held-out", a.held_out, "images at the end, not trained on")
      ->check(at_least_1)
      ->capture_default_str();
  app.add_option("--use", a.used, "train on so many images only: for trials");
  app.add_option("--batch", a.options.batch)->check(CLI::Range(1, 1 << 20))->capture_default_str();
  app.add_option("--epochs", a.options.epochs, "in all: the rate has fallen to 0 then")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app.add_option("--rate", a.options.rate, "Adam's")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--decay", a.options.decay, "of the weights, as in AdamW")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--free-bits", a.options.free_bits, "of KL, a latent")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--warm-up", a.options.warm_up, "epochs until the KL has its weight")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--clip", a.options.clip, "the gradient's norm")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--shift", a.options.shift,
                 "move an image by up to so many pixels each time that it is trained on")
      ->check(CLI::Range(0, 64))
      ->capture_default_str();
  app.add_option("--dropout", a.options.dropout, "within residual blocks")
      ->check(CLI::Range(0.0, 0.9))
      ->capture_default_str();
  app.add_option("--from", a.from, "weights to begin from, wherever names and shapes agree");
  app.add_option("--seed", a.options.seed)->capture_default_str();
  app.add_option("--threads", a.threads)->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_option("--checkpoint", a.checkpoint, "written after each epoch; gone on from where it exists");
  return experiment::run_program(app, argc, argv, [&] {
    try {
      train(a, command_of(argc, argv));
    } catch (const c10::Error& failure) {
      throw error(failure.what_without_backtrace());
    }
  });
}
