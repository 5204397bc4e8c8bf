// What an image through a hierarchy takes: networks, the whole codec, and threads over chains.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/text_table.hpp>
#include <hierarchy/ladder.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace ansatz;

struct arguments {
  experiment::outputs out;
  std::uint64_t images = 400;
  unsigned runs = 3;
};

/// Runs all networks once, with the middle of every latent: what neither models nor the stack take part in.
void run_networks(const hierarchy& m, const std::vector<std::uint8_t>& x) {
  const auto middle = [&](std::size_t level) {
    return std::vector<std::uint32_t>(m.latents(level), 1u << (m.latent_bits() - 1));
  };
  hierarchy::features_type features;
  if (m.top_down()) {
    ladder walk{m, x};
    while (walk.level() > 0) {
      walk.posterior();
      walk.take(middle(walk.level()));
    }
    features = walk.features();
  } else {
    m.infer(x);
    for (std::size_t l = 1; l < m.levels(); ++l) {
      m.infer(l, middle(l));
      m.generate(l, middle(l + 1));
    }
    features = m.features(middle(1));
  }
  for (std::size_t g = 0; g < m.groups(); ++g) m.group(g, features, x);
}

/// The least seconds of some runs.
template <class Work>
double least(unsigned runs, const Work& work) {
  double seconds = 1e300;
  for (unsigned run = 0; run < runs; ++run) {
    const experiment::stopwatch time;
    work();
    seconds = std::min(seconds, time.seconds());
  }
  return seconds;
}

void run(const arguments& a) {
  a.out.check();
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  nlohmann::ordered_json all{{"benchmark", "hierarchies"}, {"images", a.images}};
  std::vector<std::vector<std::string>> rows{{"model", "million multiply-adds", "networks alone, 10^9/s",
                                              "threads", "encode, images/s", "decode, images/s"}};
  const std::vector<codec_entry> codecs{bit_swap_entry(), hilloc_entry()};
  for (const auto& c : all_coders(codecs, {})) {
    const auto* coder = dynamic_cast<const hierarchy_coder*>(c.get());
    if (coder == nullptr) continue;  // one of colours
    const hierarchy& m = coder->networks();
    image_set images = drawn_digit_images(a.images, 2);
    if (m.binary()) images = binarized(std::move(images), 0);
    if (!c->objection(images).empty()) continue;
    const auto count = static_cast<double>(a.images), operations = static_cast<double>(m.multiply_adds());
    const double networks = least(a.runs, [&] {
      for (const image& x : images) run_networks(m, x.pixels);
    });
    for (unsigned threads = 1; threads <= std::min(cores, 4u); threads *= 2) {
      const coding_options options{.chains = std::min<std::uint64_t>(4, a.images), .threads = threads};
      container file;
      const double encode = least(a.runs, [&] { file = c->compress(images, options); });
      const double decode = least(a.runs, [&] {
        if (c->decompress(file, threads) != data_set{images})
          throw error("the decoded images differ: this is a fault of the program");
      });
      rows.push_back({c->model(), fmt::format("{:.1f}", operations / 1e6),
                      threads == 1 ? fmt::format("{:.1f}", operations * count / networks / 1e9) : "",
                      std::to_string(threads), fmt::format("{:.0f}", count / encode),
                      fmt::format("{:.0f}", count / decode)});
      all["rows"].push_back({{"model", c->model()},
                             {"multiply_adds", m.multiply_adds()},
                             {"multiply_adds_per_second", operations * count / networks},
                             {"threads", threads},
                             {"encode_images_per_second", count / encode},
                             {"decode_images_per_second", count / decode}});
    }
  }
  fmt::print("{} drawn digits, the best of {} runs\n\n{}", a.images, a.runs, experiment::text_table(rows));
  if (!a.out.json.empty())
    experiment::write_text(a.out.json,
                           all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"How fast the hierarchies that come along code: their networks alone, and with all else."};
  arguments a;
  app.add_option("--images", a.images, "drawn digits")
      ->transform(experiment::whole_number)
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app.add_option("--runs", a.runs, "of which the fastest counts")
      ->transform(experiment::whole_number)
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--json", a.out.json, "write it as JSON, too")->check(experiment::outputs::not_empty);
  return experiment::run_program(app, argc, argv, [&] { run(a); });
}
