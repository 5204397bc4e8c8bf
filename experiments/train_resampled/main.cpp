// Trains the networks of codecs/resampled.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/image_files.hpp>
#include <common/numbers.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <cstdio>
#include <filesystem>
#include <string>

#include "model_file.hpp"
#include "training.hpp"

namespace {

namespace fs = std::filesystem;
using namespace ansatz;
using namespace ansatz::training;

struct arguments {
  std::string images, folder, name, command;
  bitmap_training how;
  std::int64_t held_out = 2000, told = 500;
};

void run(const arguments& a) {
  fs::create_directories(a.folder);
  const auto images = read_images(a.images);
  const auto all = bitmaps_of(images, fs::path{a.folder} / (a.name + ".bitmaps"));
  if (all.size() < 2 * static_cast<std::size_t>(a.held_out)) throw domain_error("more images are needed");
  const std::span on = std::span{all}.first(all.size() - static_cast<std::size_t>(a.held_out)),
                  other = std::span{all}.last(static_cast<std::size_t>(a.held_out)),
                  few = other.first(std::min<std::size_t>(other.size(), 500));
  bitmap_trainer t{a.how, on};
  const fs::path state = fs::path{a.folder} / (a.name + ".state");
  if (t.load(state)) fmt::print("goes on after {} steps\n", t.steps());
  const experiment::stopwatch time;
  bitmap_bits sum;
  while (t.steps() < a.how.steps) {
    const bitmap_bits b = t.step();
    sum.uneven += b.uneven;
    sum.even += b.even;
    if (t.steps() % a.told != 0) continue;
    const bitmap_bits h = t.held_out(few);
    fmt::print("{} steps, {:.0f} s: {:.2f} + {:.2f} bits trained on, {:.2f} + {:.2f} held out\n", t.steps(),
               time.seconds(), sum.uneven / static_cast<double>(a.told),
               sum.even / static_cast<double>(a.told), h.uneven, h.even);
    std::fflush(stdout);
    sum = {};
    t.save(state);
  }
  finish(a.folder, a.name, {a.command, hash_hex(hash_of(images))}, t, on, other);
}

}  // namespace

int main(int argc, char** argv) {
  arguments a;
  CLI::App app{
      "Trains the networks of resampled on grey images of 28x28 pixels, as MNIST's. FOLDER/NAME.bitmaps and "
      "NAME.state are what the same command goes on with; in the end NAME-<fingerprint>.safetensors, and "
      ".json with "
      "what it came from."};
  const auto add = [&](const char* name, auto& value, const char* what, const CLI::Validator& check) {
    app.add_option(name, value, what)
        ->transform(experiment::whole_number)
        ->check(check)
        ->capture_default_str();
  };
  app.add_option("IMAGES", a.images, "a file or a folder")->required();
  app.add_option("--folder", a.folder, "where the model goes")->required();
  app.add_option("--name", a.name, "of the model")->required();
  const CLI::Validator sixteens{[](std::string& text) {
                                  return std::stoll(text) % 16 == 0 ? std::string{}
                                                                    : text + " is not a multiple of 16";
                                },
                                "a multiple of 16"};
  add("--hidden", a.how.hidden, "units of the first layer", CLI::Range(16, 1024) & sixteens);
  add("--second", a.how.second, "of the second", CLI::Range(16, 64) & sixteens);
  add("--even-hidden", a.how.even_hidden, "the same where all around is even",
      CLI::Range(16, 1024) & sixteens);
  add("--even-second", a.how.even_second, "", CLI::Range(16, 64) & sixteens);
  add("--steps", a.how.steps, "in all", CLI::Range(1, 1 << 30));
  add("--batch", a.how.batch, "bitmaps a step", CLI::Range(1, 4096));
  add("--held-out", a.held_out, "so many of the last bitmaps", CLI::Range(1, 1 << 20));
  add("--told", a.told, "steps after which it says how it goes, and keeps the state", CLI::Range(1, 1 << 20));
  app.add_option("--rate", a.how.rate, "Adam's")
      ->transform(experiment::real_number)
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add("--seed", a.how.seed, "of the order and the first weights", CLI::Range(0, 1 << 30));
  // What was typed, but of paths their last part: the card goes elsewhere.
  for (int i = 0; i < argc; ++i) a.command += (i > 0 ? " " : "") + fs::path{argv[i]}.filename().string();
  return experiment::run_program(app, argc, argv, [&] { run(a); });
}
