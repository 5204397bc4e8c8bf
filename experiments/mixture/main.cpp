// Bits back at its smallest: a mixture's component carries bits, and they come back.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <array>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <cstdint>
#include <filesystem>
#include <mixture/mixture.hpp>
#include <mixture/product_mixture.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using experiment::value_of;

struct result {
  std::string name, unit;
  double scale = 1;                // of the rates: bits by what
  bits exact, net, best, initial;  // -log2 p(x); bits back; the most probable component sent
  std::uint64_t parameter_bytes = 0;
  double push_seconds = 0, pop_seconds = 0;
};

/// Codes the symbols by bits back, there and back, and once more with the component that suits each best.
template <class Codec, class Symbol, class Information, class Best>
result measured(const Codec& codec, const std::vector<Symbol>& symbols, Information information,
                Best best_component) {
  result r;
  metered with{rans_stack{}}, without{rans_stack{}};
  const experiment::stopwatch pushing;
  for (const Symbol& x : symbols) codec.push(with, x);
  r.push_seconds = pushing.seconds();
  for (const Symbol& x : symbols) {
    const std::uint32_t k = best_component(x);
    codec.likelihood(k).push(without, x);
    codec.prior.push(without, k);
    r.exact += information(x);
  }
  r.net = with.net();
  r.initial = with.initial_bits();
  r.best = without.net();
  const experiment::stopwatch popping;
  for (std::size_t i = symbols.size(); i-- > 0;)
    if (codec.pop(with) != symbols[i])
      throw error("the decoded symbols differ: this is a fault of the program");
  r.pop_seconds = popping.seconds();
  if (!with.inner().is_fresh())
    throw error("the stack did not come back to its supply: this is a fault of the program");
  return r;
}

/// Frey's example: N(-distance, 1) and N(distance, 1), as likely as each other, on buckets.
result two_gaussians(double distance, std::uint64_t count) {
  const bucket_set buckets = equal_mass_buckets(8);
  const auto mean = static_cast<std::int32_t>(distance * 0x1p24);
  const auto component = [&buckets, mean](std::uint32_t k) {
    return floored_gaussian_model{buckets, {.mean = k == 0 ? -mean : mean, .inverse_stddev = 1 << 16}, 24};
  };
  const auto codec = mixture(categorical_model::from_counts(std::array{1u, 1u}), component);
  rans_stack random{supply::seeded(1)};
  std::vector<std::uint32_t> draws;
  for (std::uint64_t i = 0; i < count; ++i)
    draws.push_back(modelled(component(uniform(2).pop(random))).pop(random));
  const auto freq = [&](std::uint32_t k, std::uint32_t x) { return component(k).interval_of(x).freq; };
  result r = measured(
      codec, draws,
      [&](std::uint32_t x) { return bits::whole(25) - log2_of(std::uint64_t{freq(0, x)} + freq(1, x)); },
      [&](std::uint32_t x) { return freq(0, x) >= freq(1, x) ? 0u : 1u; });
  r.name = fmt::format("two Gaussians, means +-{:g}", distance);
  r.unit = "bits a draw";
  r.scale = 1 / static_cast<double>(count);
  return r;
}

std::vector<std::vector<std::uint8_t>> separate(const std::vector<std::uint8_t>& pixels) {
  std::vector<std::vector<std::uint8_t>> out;
  for (auto at = pixels.begin(); at != pixels.end(); at += 784) out.emplace_back(at, at + 784);
  return out;
}

/// Binary images under a mixture of products of Bernoulli pixels, fitted to others.
result images(const std::string& name, const std::vector<std::uint8_t>& training,
              const std::vector<std::uint8_t>& test) {
  constexpr std::size_t components = 100;
  const product_mixture model = fit_product_mixture(training, 784, components, 25, 0);
  const auto symbols = separate(test);
  result r = measured(
      product_mixture_codec(model), symbols, [&](const auto& x) { return model.information(x); },
      [&](const auto& x) {
        const auto weights = model.posterior(x);
        return static_cast<std::uint32_t>(std::ranges::max_element(weights) - weights.begin());
      });
  r.name = fmt::format("{}, {} components", name, components);
  r.unit = "bits/dim";
  r.scale = 1 / static_cast<double>(test.size());
  r.parameter_bytes = 2 * model.ones.size() + 4 * model.weights.size();
  return r;
}

struct arguments {
  std::string data;
  experiment::outputs out;
  std::uint64_t draws = 100000, images = 10000;
};

std::vector<std::uint8_t> first(idx_array set, std::uint64_t count) {
  if (set.item_size() != 784) throw domain_error("images of 28x28 are needed");
  if (set.count() < count)
    throw domain_error(fmt::format("{} images are needed (--images), and there are {}", count, set.count()));
  set.data.resize(count * 784);
  return set.data;
}

void run(const arguments& a) {
  a.out.check();
  const std::filesystem::path mnist = std::filesystem::path{a.data} / "mnist";
  const auto images_of = [&](const char* file, std::uint64_t seed) {
    if (a.data.empty()) return first(digits(a.images, seed), a.images);
    return experiment::about(mnist / file,
                             [&] { return first(parse_idx(read_maybe_gzip(mnist / file)), a.images); });
  };
  const auto training = images_of("train-images-idx3-ubyte.gz", 1),
             test = images_of("t10k-images-idx3-ubyte.gz", 2);
  std::vector<result> results;
  {
    experiment::progress bar{"mixtures", 4};
    for (const double distance : {0.3, 0.6, 1.2}) {
      results.push_back(two_gaussians(distance, a.draws));
      bar.add(1);
    }
    results.push_back(images(a.data.empty() ? "drawn digits, binarised" : "MNIST test, binarised",
                             binarize(training, 1), binarize(test, 0)));
    bar.add(1);
  }
  std::vector<std::vector<std::string>> rows{
      {"", "-log2 p(x)", "bits back", "best component", "initial bits", "model", "push", "pop", ""}};
  nlohmann::ordered_json all{{"experiment", "mixture"}};
  std::vector<experiment::bar> bars;
  for (const result& r : results) {
    const auto rate = [&](bits b) { return value_of(b) * r.scale; };
    rows.push_back({r.name, fmt::format("{:.5f}", rate(r.exact)), fmt::format("{:.5f}", rate(r.net)),
                    fmt::format("{:.5f}", rate(r.best)), fmt::format("{:.1f}", value_of(r.initial)),
                    fmt::format("{} bytes", r.parameter_bytes), fmt::format("{:.2f} s", r.push_seconds),
                    fmt::format("{:.2f} s", r.pop_seconds), r.unit});
    all["sets"].push_back({{"data", r.name},
                           {"unit", r.unit},
                           {"exact", rate(r.exact)},
                           {"net", rate(r.net)},
                           {"best_component", rate(r.best)},
                           {"initial_bits", value_of(r.initial)},
                           {"parameter_bytes", r.parameter_bytes},
                           {"push_seconds", r.push_seconds},
                           {"pop_seconds", r.pop_seconds}});
    bars.push_back({r.name + ": bits back", value_of(r.net) / value_of(r.exact), experiment::source::ours});
    bars.push_back({"best component", value_of(r.best) / value_of(r.exact), experiment::source::other});
  }
  fmt::print("{}", experiment::text_table(rows));
  if (!a.out.json.empty()) experiment::write_text(a.out.json, all.dump(2) + "\n");
  if (!a.out.plots.empty()) {
    experiment::write_text(std::filesystem::path{a.out.plots} / "mixture_rates.svg",
                           experiment::bar_chart("What a mixture costs", "times -log2 p(x)", bars));
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Codes draws of two Gaussians, and binary images under a mixture, with bits back and without."};
  arguments a;
  app.add_option("--data", a.data,
                 "a folder with mnist/train-images-idx3-ubyte.gz and the test set; else drawn digits")
      ->check(CLI::ExistingDirectory);
  app.add_option("--draws", a.draws, "of the Gaussians")
      ->check(CLI::Range(1, 100000000))
      ->capture_default_str();
  app.add_option("--images", a.images, "to fit the mixture to, and to code")
      ->check(CLI::Range(100, 60000))
      ->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}
