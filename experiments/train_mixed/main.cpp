// Trains the network of codecs/mixed_pixels.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/image_files.hpp>
#include <common/program.hpp>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <mixed_pixels/mixed_pixels.hpp>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "files.hpp"
#include "learner.hpp"

namespace {

namespace fs = std::filesystem;
using namespace ansatz;
using namespace ansatz::training;

struct arguments {
  std::string images, folder, name, from, command;
  bool binary = false;
  std::uint64_t held_out = 2000, looked_at = 250000, batch = 8, wide = 128, narrow = 64, seed = 1;
  double rate = 0.003, last_rate = 0.00005;
};

class session {
 public:
  explicit session(arguments a)
      : a_{std::move(a)},
        images_{read_images(a_.images)},
        window_{a_.binary ? detail::pixel_window{2, 12, 11} : detail::pixel_window{}},
        learner_{window_, a_.wide, a_.narrow, a_.seed} {
    if (images_.size() <= a_.held_out + a_.batch) throw domain_error(a_.images + ": more images are needed");
    for (const image& x : images_)
      if (x.shape.channels != 1 || x.shape.size() == 0)
        throw domain_error(a_.images + ": images must be grey");
    if (!a_.from.empty()) load(learner_, a_.from);
  }

  void run() {
    fs::create_directories(a_.folder);
    const fs::path state = fs::path{a_.folder} / (a_.name + ".state");
    std::mt19937_64 random{learner_.steps + 5};
    std::vector<std::size_t> order(images_.size() - a_.held_out);
    std::iota(order.begin(), order.end(), 0);
    double nats = 0, pixels = 0;
    std::uint64_t done = 0, told = 0;
    while (done < a_.looked_at) {
      std::shuffle(order.begin(), order.end(), random);
      for (std::size_t i = 0; i + a_.batch <= order.size() && done < a_.looked_at; i += a_.batch) {
        for (std::size_t b = 0; b < a_.batch; ++b) {
          const image& x = images_[order[i + b]];
          nats += learn(x, random);
          pixels += static_cast<double>(x.pixels.size());
        }
        done += a_.batch;
        const double share = static_cast<double>(done) / static_cast<double>(a_.looked_at),
                     rising = std::min(1.0, static_cast<double>(learner_.steps + 1) / 100);
        learner_.step(static_cast<float>((a_.rate + (a_.last_rate - a_.rate) * share) * rising));
        if (done - told >= 10000 || done >= a_.looked_at) {
          held_out_ = bits_held_out();
          fmt::print("{} images: {:.4f} bits a pixel trained on, {:.4f} held out\n", done,
                     nats / pixels / ln2, held_out_);
          std::fflush(stdout);
          save(learner_, state);
          told = done;
          nats = pixels = 0;
        }
      }
    }
    finish();
  }

 private:
  static constexpr double ln2 = 0.6931471805599453;

  /// Pixels drawn anew each time, and aimed at by how likely they were.
  double learn(const image& x, std::mt19937_64& random) {
    if (!a_.binary) return learner_.learn(x.pixels, x.shape.width, {}, random);
    soft_.resize(x.pixels.size());
    bits_.resize(x.pixels.size());
    for (std::size_t j = 0; j < bits_.size(); ++j) {
      soft_[j] = static_cast<float>(x.pixels[j]) / 255.0f;
      bits_[j] = static_cast<double>(random() >> 11) * 0x1p-53 < x.pixels[j] / 255.0 ? 1 : 0;
    }
    return learner_.learn(bits_, x.shape.width, soft_, random);
  }

  /// Of each tenth of the images held out, by the network alone.
  double bits_held_out() const {
    double ink = 0, levels = 0, pixels = 0;
    for (std::size_t i = images_.size() - a_.held_out; i < images_.size(); i += 10) {
      const image& x = images_[i];
      const auto numbers = a_.binary ? binarize(x.pixels, static_cast<std::uint32_t>(i)) : x.pixels;
      learner_.evaluate(numbers, x.shape.width, ink, levels);
      pixels += static_cast<double>(numbers.size());
    }
    return pixels > 0 ? (ink + levels) / pixels / ln2 : 0;
  }

  void finish() const {
    const auto bytes = format_model(learner_, window_);
    const std::string name =
        a_.name + "-" + hash_hex(mixed_pixels_model{safetensors::parse(bytes)}.fingerprint());
    nlohmann::ordered_json card;
    card["model"] = name;
    card["command"] = a_.command;
    card["training"] = fmt::format("{} looks at {} images, batch {}, rate {} to {}, seed {}", a_.looked_at,
                                   images_.size() - a_.held_out, a_.batch, a_.rate, a_.last_rate, a_.seed);
    const std::vector<std::uint8_t> numbers = numbers_of(images_);
    card["images_hash"] = hash_hex(hash64(std::as_bytes(std::span{numbers})));
    card["steps"] = learner_.steps;
    card["test"] = {{"images", a_.held_out}, {"bits_a_pixel", held_out_}};
    card["parameters"] = learner_.size();
    const std::string text = card.dump(2) + "\n";
    write_file_atomically(fs::path{a_.folder} / (name + ".safetensors"), bytes);
    experiment::write_text(fs::path{a_.folder} / (name + ".json"), text);
    fmt::print("{}", text);
  }

  arguments a_;
  image_set images_;
  detail::pixel_window window_;
  pixel_learner learner_;
  std::vector<std::uint8_t> bits_;
  std::vector<float> soft_;
  double held_out_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  arguments a;
  CLI::App app{
      "Trains the network of mixed_pixels on grey images. FOLDER/NAME.state has all that --from goes on "
      "with; "
      "in the end NAME-<fingerprint>.safetensors, and .json with what it came from."};
  const auto add = [&](const char* name, auto& value, const char* what, const CLI::Validator& check) {
    app.add_option(name, value, what)
        ->transform(experiment::whole_number)
        ->check(check)
        ->capture_default_str();
  };
  const auto add_rate = [&](const char* name, double& value, const char* what) {
    app.add_option(name, value, what)
        ->transform(experiment::real_number)
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
  };
  app.add_option("IMAGES", a.images, "a file or folder of them")->required();
  app.add_option("--folder", a.folder, "where the model goes")->required();
  app.add_option("--name", a.name, "of the model")->required();
  app.add_option("--from", a.from, "a state to begin from")->check(CLI::ExistingFile);
  app.add_flag("--binary", a.binary, "pixels are drawn 0 or 1 each time, 1 with probability level / 255");
  add("--looks", a.looked_at, "images that are looked at, each as often as it takes", CLI::Range(1, 1 << 30));
  add("--batch", a.batch, "images a step", CLI::Range(1, 1 << 16));
  add("--held-out", a.held_out, "images at the end that are not looked at", CLI::Range(1, 1 << 30));
  const auto units = CLI::Range(16, 512) &
                     CLI::Validator(
                         [](const std::string& text) {
                           return std::stoul(text) % 16 == 0 ? std::string{} : "must be a multiple of 16";
                         },
                         "a multiple of 16");
  add("--wide", a.wide, "units of the first layer", units);
  add("--narrow", a.narrow, "units of the second", units);
  add("--seed", a.seed, "of the first weights", CLI::Range(0, 1 << 30));
  add_rate("--rate", a.rate, "Adam's, at first; it rises over 100 steps");
  add_rate("--last-rate", a.last_rate, "and in the end, evenly");
  // What was typed, but of paths their last part: the card goes elsewhere.
  for (int i = 0; i < argc; ++i) a.command += (i > 0 ? " " : "") + fs::path{argv[i]}.filename().string();
  return experiment::run_program(app, argc, argv, [&] { session{a}.run(); });
}
