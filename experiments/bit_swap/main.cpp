// Images through hierarchies of latents: Bit-Swap, nested, or from the top down, as the models were trained.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/stack/bytes.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <hilloc/hilloc.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using experiment::value_of;
using image = std::vector<std::uint8_t>;

struct arguments {
  experiment::outputs out;
  std::vector<std::string> models;
  std::string images, data;
  std::uint64_t limit = 10000, alone = 100;
};

idx_array load_images(const arguments& a) {
  const std::string path =
      !a.images.empty() ? a.images
      : a.data.empty()  ? std::string{}
                        : (std::filesystem::path{a.data} / "mnist" / "t10k-images-idx3-ubyte.gz").string();
  idx_array set = path.empty() ? digits(a.limit, 2)
                               : experiment::about(path, [&] { return parse_idx(read_maybe_gzip(path)); });
  if (set.count() == 0) throw error("there are no images");
  return set;
}

std::vector<image> images_for(const hierarchy& m, idx_array set, std::uint64_t limit) {
  if (set.item_size() != m.pixels())
    throw domain_error(
        fmt::format("the model is for images of {} pixels, these have {}", m.pixels(), set.item_size()));
  if (m.binary() && std::ranges::any_of(set.data, [](std::uint8_t v) { return v > 1; }))
    set.data = binarize(set.data, 0);
  std::vector<image> out;
  for (std::uint64_t i = 0; i < std::min(limit, set.count()); ++i)
    out.emplace_back(set.data.begin() + static_cast<std::ptrdiff_t>(i * m.pixels()),
                     set.data.begin() + static_cast<std::ptrdiff_t>((i + 1) * m.pixels()));
  return out;
}

/// What one way to code cost, bits a pixel.
struct cost {
  double net = 0, initial = 0;                        // initial bits, not a pixel: of an image alone
  std::vector<std::pair<std::size_t, double>> gross;  // after so many images, heads and initial bits included
  std::vector<std::pair<std::string, double>> ledger;
  double encode = 0, decode = 0;  // images a second
};

template <class Codec>
cost measured(const std::string& what, const Codec& codec, const std::vector<image>& images,
              std::uint64_t alone) {
  cost c;
  const double pixels = static_cast<double>(images.front().size()),
               count = static_cast<double>(images.size());
  experiment::progress bar{what, 2 * images.size()};
  metered s{rans_stack{}};
  const experiment::stopwatch encoding;
  for (std::size_t n = 1; n <= images.size(); ++n) {
    codec.push(s, images[n - 1]);
    bar.add(1);
    if (n == 1 || n == 10 || n == 100 || n == images.size())
      c.gross.emplace_back(
          n, 8 * static_cast<double>(to_bytes(s.inner()).size()) / (static_cast<double>(n) * pixels));
  }
  c.encode = count / encoding.seconds();
  c.net = value_of(s.net()) / (count * pixels);
  for (const ledger_entry& e : s.ledger())
    if (!e.label.empty()) c.ledger.emplace_back(e.label, value_of(e.net()) / (count * pixels));
  const experiment::stopwatch decoding;
  for (std::size_t i = images.size(); i-- > 0;) {
    if (codec.pop(s) != images[i]) throw error("the decoded images differ: this is a fault of the program");
    bar.add(1);
  }
  c.decode = count / decoding.seconds();
  if (!s.inner().at_supply())
    throw error("the stack did not come back to its supply: this is a fault of the program");
  const std::size_t some = std::min<std::size_t>(alone, images.size());
  for (std::size_t i = 0; i < some; ++i) {
    metered one{rans_stack{supply::seeded(1000 + i)}};
    codec.push(one, images[i]);
    c.initial += value_of(one.initial_bits()) / static_cast<double>(some);
  }
  return c;
}

void run(const arguments& a) {
  a.out.check(a.models);
  std::vector<std::pair<std::string, hierarchy>> models;
  for (const std::string& path : a.models)
    models.emplace_back(std::filesystem::path{path}.stem().string(),
                        experiment::about(path, [&] { return hierarchy{safetensors::load(path)}; }));
  const idx_array set = load_images(a);
  std::vector<std::vector<std::string>> rows{
      {"model", "order", "levels", "net", "after 1", "10", "100", "all", "initial", "encode", "decode"}};
  nlohmann::ordered_json json{{"experiment", "bit_swap"}, {"unit", "bits/dim"}};
  for (const auto& [name, model] : models) {
    const auto images = images_for(model, set, a.limit);
    const auto add = [&](const char* order, const auto& codec) {
      const cost c = measured(name + ", " + order, codec, images, a.alone);
      rows.push_back({name, order, std::to_string(model.levels()), fmt::format("{:.5f}", c.net)});
      for (const std::size_t n : {std::size_t{1}, std::size_t{10}, std::size_t{100}, images.size()}) {
        const auto at = std::ranges::find(c.gross, n, [](const auto& g) { return g.first; });
        rows.back().push_back(at == c.gross.end() ? "" : fmt::format("{:.4f}", at->second));
      }
      rows.back().push_back(fmt::format("{:.0f}", c.initial));
      rows.back().push_back(fmt::format("{:.0f}/s", c.encode));
      rows.back().push_back(fmt::format("{:.0f}/s", c.decode));
      nlohmann::ordered_json entry{{"model", name},
                                   {"fingerprint", hash_hex(model.fingerprint())},
                                   {"order", order},
                                   {"levels", model.levels()},
                                   {"images", images.size()},
                                   {"net", c.net},
                                   {"initial_bits", c.initial},
                                   {"encode_images_per_second", c.encode},
                                   {"decode_images_per_second", c.decode}};
      for (const auto& [n, rate] : c.gross) entry["gross"].push_back({{"images", n}, {"rate", rate}});
      for (const auto& [label, rate] : c.ledger) entry["ledger"][label] = rate;
      json["rows"].push_back(entry);
    };
    if (model.top_down()) {
      add("top down", hilloc_images(model));
    } else {
      add("Bit-Swap", bit_swap_images(model));
      add("nested", nested_images(model));
    }
  }
  fmt::print(
      "{}\nbits/dim, of the whole stream after so many images, too; initial bits of an image alone, the mean "
      "of {}\n",
      experiment::text_table(rows), a.alone);
  if (!a.out.json.empty()) experiment::write_text(a.out.json, json.dump(2) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Codes images through hierarchies of latents, there and back, in the orders that the models allow."};
  arguments a;
  app.add_option("MODEL", a.models, "weights of train_hierarchy, safetensors")->required();
  app.add_option("--images", a.images,
                 "an idx file, plain or gz; else MNIST's test set in --data, or drawn digits");
  app.add_option("--data", a.data, "a folder with mnist/t10k-images-idx3-ubyte.gz")->envname("ANSATZ_DATA");
  app.add_option("--limit", a.limit, "only the first images")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 24))
      ->capture_default_str();
  app.add_option("--alone", a.alone, "images to measure alone")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}
