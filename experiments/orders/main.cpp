// Images through hierarchies of latents, in every order of pushes and pops that a model allows: what the order does to the initial bits.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/results.hpp>
#include <common/standard_images.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <string>
#include <vector>

#include "orders.hpp"

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::string data;
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
    const auto* coder = dynamic_cast<const hierarchy_coder*>(c.get());
    if (coder == nullptr) continue;  // one of colours
    const auto& m = coder->networks();
    const named_images set = standard_images(a.data, m.binary(), a.limit);
    if (!c->objection(set.images).empty()) continue;
    const orders_of_model& o = all.emplace_back(measure_orders(c->model(), m, set, a.threads));
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
  if (all.empty()) throw domain_error("no model is for images of this size");
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
