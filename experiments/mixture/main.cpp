// Bits back at its smallest: a mixture's component carries bits, and they come back.
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/idx.hpp>
#include <common/command_line.hpp>
#include <common/progress.hpp>
#include <cstdint>
#include <mixture/measure.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::uint64_t draws = 100000, images = 10000;
};

std::vector<std::uint8_t> first(idx_array set, std::uint64_t count) {
  if (set.item_size() != 784) throw domain_error("images of 28x28 are needed");
  if (set.count() < count)
    throw domain_error(std::to_string(count) + " images are needed (--images), and there are " +
                       std::to_string(set.count()));
  set.data.resize(count * 784);
  return set.data;
}

void run(const arguments& a, const command_line& line, results& results) {
  const auto& files = line.inputs();  // to fit to, and to code
  const auto images_of = [&](std::size_t which) {
    if (files.empty()) return first(digits(a.images, 1 + which), a.images);
    return read_input_as(files.at(which),
                         [&](const auto& bytes) { return first(parse_idx(bytes), a.images); });
  };
  if (files.size() == 1 || files.size() > 2)
    throw domain_error("two files of images are needed: those to fit a mixture to, and those to code");
  const auto training = images_of(0), test = images_of(1);
  std::vector<mixture_cost> costs;
  progress shown{"mixtures", 4};
  const auto add = [&](mixture_cost c) {
    costs.push_back(std::move(c));
    shown.add(1);
  };
  for (const double distance : {0.3, 0.6, 1.2}) add(two_gaussians(distance, a.draws));
  const std::string name = files.empty()      ? "drawn digits, binarised"
                           : line.has_files() ? shown_name(files[1]) + ", binarised"
                                              : "MNIST test, binarised";
  add(mixture_of_images(name, binarize(training, 1), binarize(test, 0)));

  table t{"mixtures",
          {{"data", ""},
           {"exact", "", 5, "-log2 p(x)"},
           {"net", "", 5, "bits back"},
           {"best_component", "", 5},
           {"unit", ""},
           {"initial", "bits", 1},
           {"parameters", "bytes"},
           {"push", "s", 2},
           {"pop", "s", 2}}};
  std::vector<bar> bars;
  for (const mixture_cost& c : costs) {
    const auto& b = c.by_bits_back;
    const auto rate = [&](bits x) { return x.to_double() * c.scale; };
    t.add({c.data, rate(c.exact), rate(b.net), rate(c.best), c.unit, b.initial, c.parameter_bytes,
           b.push_seconds, b.pop_seconds});
    bars.push_back({c.data + ": bits back", rate(b.net) / rate(c.exact), source::ours});
    bars.push_back({"best component", rate(c.best) / rate(c.exact), source::other});
  }
  results.add(std::move(t));
  line.plot("mixture_rates", bar_chart("What a mixture costs", "times -log2 p(x)", bars));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "mixture",
      "Codes draws of two Gaussians, and binary images under a mixture, with bits back and without."};
  arguments a;
  line.files(
      "two idx files of images of 28x28, to fit to and to code; else those of --data, else drawn digits");
  line.data({"mnist/train-images-idx3-ubyte.gz", "mnist/t10k-images-idx3-ubyte.gz"});
  line.number("--draws", a.draws, "of the Gaussians", 1, 100000000);
  line.number("--images", a.images, "to fit the mixture to, and to code", 100, 60000);
  return line.run(argc, argv, [&](results& results) { run(a, line, results); });
}
