// Inference is compression: what each step of finding a posterior saves, in bits that were coded.
#include <fmt/format.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/idx.hpp>
#include <common/command_line.hpp>
#include <common/progress.hpp>
#include <inference/autoencoder.hpp>
#include <inference/gaussians.hpp>
#include <inference/noisy_or.hpp>
#include <inference/report.hpp>
#include <string>
#include <utility>
#include <variational/noisy_or_fit.hpp>
#include <vector>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::uint64_t draws = 200, training = 10000, images = 500, latents = 12, rounds = 60, samples = 8, seed = 0;
  double rate = 0.125;
};

std::vector<std::uint8_t> first(idx_array set, std::uint64_t count, std::uint32_t seed) {
  if (set.item_size() != 784) throw domain_error("images of 28x28 are needed");
  if (set.count() < count)
    throw domain_error(fmt::format("{} images are needed, and there are {}", count, set.count()));
  set.data.resize(count * 784);
  return binarize(set.data, seed);
}

/// A method after so many steps.
struct inference_setting {
  std::string name;
  inference how;
};

/// Every method, each after more and more steps.
std::vector<inference_setting> settings_of(const arguments& a) {
  std::vector<inference_setting> all;
  for (const std::uint32_t k : {0u, 1u, 2u, 5u, 10u, 20u}) all.push_back({"CAVI", {.steps = k}});
  const std::pair<const char*, control_variate> scores[] = {
      {"score", control_variate::none},
      {"score, running mean", control_variate::running_mean},
      {"score, leave one out", control_variate::leave_one_out}};
  for (const auto& [name, control] : scores)
    for (const std::uint32_t k : {0u, 1u, 2u, 5u, 10u, 20u, 50u, 100u, 200u, 500u, 1000u})
      all.push_back({name,
                     {.method = inference_method::score,
                      .steps = k,
                      .score = {static_cast<std::uint32_t>(a.samples), control,
                                static_cast<std::uint32_t>(a.rate * 65536)},
                      .seed = a.seed}});
  all.push_back({"exact", {.method = inference_method::exact}});
  return all;
}

struct image_sets {
  std::vector<std::uint8_t> training;
  vectors test;
  std::string name;
  bool drawn;
};

image_sets images_of(const arguments& a, const command_line& line) {
  const auto& files = line.inputs();  // to fit to, and to code
  if (files.size() == 1 || files.size() > 2)
    throw domain_error("two files of images are needed: those to fit a model to, and those to code");
  const auto part = [&](std::size_t which, std::uint64_t count) {
    const auto seed = static_cast<std::uint32_t>(1 - which);
    if (files.empty()) return first(digits(count, 1 + which), count, seed);
    return read_input_as(files.at(which),
                         [&](const auto& bytes) { return first(parse_idx(bytes), count, seed); });
  };
  image_sets out{part(0, a.training),
                 {},
                 files.empty()      ? "drawn digits, binarised"
                 : line.has_files() ? shown_name(files[1]) + ", binarised"
                                    : "MNIST test, binarised",
                 files.empty()};
  const std::vector<std::uint8_t> test = part(1, a.images);
  for (auto at = test.begin(); at != test.end(); at += 784) out.test.emplace_back(at, at + 784);
  return out;
}

void code_images(const image_sets& sets, const arguments& a, const command_line& line, results& found) {
  const vectors& x = sets.test;
  const unsigned threads = line.thread_count();
  const stopwatch fitting;
  const noisy_or model{
      fit_noisy_or(sets.training, 784, a.latents, static_cast<unsigned>(a.rounds), a.seed, threads)};
  const double fit_seconds = fitting.seconds();
  inference_report report{"noisy_or", "image", information_of(model, x, threads)};
  const std::vector<inference_setting> settings = settings_of(a);
  progress shown{"methods", settings.size()};
  for (const auto& [name, how] : settings) {
    report.add(name, how.steps, cost_of(model, x, how, threads));
    shown.add(1);
  }
  report.finish(fmt::format("{} images, {}; {} latents; fitted in {} rounds ({:.0f} s); {} samples a step",
                            x.size(), sets.name, a.latents, a.rounds, fit_seconds, a.samples),
                "A noisy-or model of images", line, found);
  found.add(gradient_variances(model, x, static_cast<std::uint32_t>(a.samples)));
}

void run(const arguments& a, const command_line& line, results& found) {
  const image_sets sets = images_of(a, line);
  const gaussian_arguments gaussian{a.draws, a.seed, static_cast<std::uint32_t>(a.samples)};
  linear_gaussians(gaussian, line, found);
  logistic_gaussians(gaussian, line, found);
  code_images(sets, a, line, found);
  refined_autoencoder(sets.test, sets.drawn ? "digits_binary" : "mnist_binary", sets.name, line, found);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{"inference",
                    "Codes draws of models with Gaussian latents, and binary images by a noisy-or model that "
                    "is fitted to others, "
                    "by bits back; posteriors are found by coordinate ascent, by gradients from samples, and "
                    "exactly, after more "
                    "and more steps; last those that a VAE's recognition network begins with."};
  arguments a;
  line.files(
      "two idx files of images of 28x28, to fit to and to code; else those of --data, else drawn digits");
  line.data({"mnist/train-images-idx3-ubyte.gz", "mnist/t10k-images-idx3-ubyte.gz"});
  line.number("--draws", a.draws, "of the Gaussian models", 1, 1000000);
  line.number("--training", a.training, "images to fit to", 100, 60000);
  line.number("--images", a.images, "to code", 1, 10000);
  line.number("--latents", a.latents, "of the model", 1, 16);
  line.number("--rounds", a.rounds, "of expectation maximisation, 500 images each", 0, 100000);
  line.number("--samples", a.samples, "a step of a score-function gradient", 2, 256);
  line.real("--rate", a.rate, "of its first step", 0, 16);
  line.number("--seed", a.seed, "of the fit's start and of what gradients draw", 0, UINT64_MAX);
  line.threads();
  return line.run(argc, argv, [&](results& found) { run(a, line, found); });
}
