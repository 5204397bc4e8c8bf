// Images through hierarchies of latents, in every order of pushes and pops that a model allows: what the order does to the initial bits.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/archive/model_folder.hpp>
#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/image_files.hpp>
#include <ansatz/parallel.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/results.hpp>
#include <common/standard_images.hpp>
#include <filesystem>
#include <hierarchy/colour_coder.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <string>
#include <vector>

#include "orders.hpp"

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::string data, images;
  std::vector<std::string> models;
  std::uint64_t limit = 0;
  unsigned threads = cores();
  outputs out;
};

/// The models of both codecs: those given, or all that come along.
std::vector<std::unique_ptr<coder>> models_of(const arguments& a) {
  const std::vector<codec_entry> codecs{bit_swap_entry(), hilloc_entry()};
  std::vector<std::unique_ptr<coder>> out;
  for (const std::string& path : a.models) out.push_back(load_coder(codecs, path));
  if (a.models.empty()) out = all_coders(codecs, [](const std::string& what) { say("note: " + what); });
  return out;
}

/// Those given, or the standard ones.
named_images images_of(const arguments& a, bool binary) {
  if (a.images.empty()) return standard_images(a.data, binary, a.limit);
  named_images out{std::filesystem::path{a.images}.filename().string(), "images",
                   read_images(a.images, {.count = a.limit})};
  if (out.images.empty()) throw domain_error(a.images + ": there are no images");
  return out;
}

/// Without the fingerprint.
std::string short_name(const std::string& model) {
  return promised_fingerprint(model + ".safetensors") ? model.substr(0, model.size() - 17) : model;
}

void run(const arguments& a) {
  a.out.check(a.models);
  results r{"orders"};
  table t{"orders",
          {{"model", ""},
           {"data", ""},
           {"levels", ""},
           {"order", ""},
           {"net", "bits/dim", 5},
           {"after_1", "bits/dim", 4},
           {"after_10", "bits/dim", 4},
           {"after_100", "bits/dim", 4},
           {"after_1000", "bits/dim", 4},
           {"all", "bits/dim", 4},
           {"initial", "bits", 0}}};
  std::vector<orders_of_model> all;
  for (const auto& c : models_of(a)) {
    const auto* grey = dynamic_cast<const hierarchy_coder*>(c.get());
    const auto* colour = dynamic_cast<const colour_coder*>(c.get());
    const auto measured = [&](const auto& m, bool binary) {
      const named_images set = images_of(a, binary);
      if (!c->objection(set.images).empty()) return false;
      all.push_back({short_name(c->model()), set.name, m.levels(), set.images.front().shape.size(), binary,
                     m.top_down(), measure_orders(m, set.images, a.threads)});
      return true;
    };
    if (grey != nullptr && !measured(grey->networks(), grey->networks().binary())) continue;
    if (colour != nullptr && !measured(colour->networks(), false)) continue;
    const orders_of_model& o = all.back();
    for (const order_rates& rates : o.orders) {
      const auto after = [&](std::uint64_t n) {
        const auto at = std::ranges::find(rates.gross, n, [](const auto& g) { return g.first; });
        return at == rates.gross.end() ? value{} : value{at->second};
      };
      t.add({o.model, o.data, o.levels, rates.order, rates.net, after(1), after(10), after(100), after(1000),
             rates.gross.back().second, rates.initial});
    }
    t.rule();
  }
  if (all.empty()) throw domain_error("no model is for images like these");
  t.note(
      "after n images: the whole stack, initial bits included; initial bits of an image alone, the mean of a "
      "hundred, and with a warm start of the whole chain");
  r.add(std::move(t));
  if (!a.out.plots.empty()) write_charts(all, a.out.plots);
  if (!a.out.json.empty()) write_text(a.out.json, r.json());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Codes images through hierarchies of latents in every order, and measures initial bits."};
  arguments a;
  app.add_option("--data", a.data, "a folder with mnist/t10k-images-idx3-ubyte.gz; else drawn digits")
      ->envname("ANSATZ_DATA");
  app.add_option("--images", a.images, "a file or a folder, in place of those: also in colour, of any sizes");
  app.add_option("--model", a.models, "weights of bit_swap or hilloc; else all that come along")
      ->allow_extra_args(false);
  app.add_option("--limit", a.limit, "only the first images")
      ->transform(whole_number)
      ->check(CLI::Range(1, 1 << 24));
  app.add_option("--threads", a.threads)
      ->transform(whole_number)
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  a.out.add_to(app);
  return run_program(app, argc, argv, [&] { run(a); });
}
