#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <cmath>
#include <common/image_files.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <span>

namespace ansatz::experiment {
namespace {

constexpr std::uint64_t running_images = 1000;

std::string hash_of(const idx_array& images) {
  return hash_hex(hash64(std::as_bytes(std::span{images.data})));
}

/// Images are pushed first to last here: only rates are asked for.
std::vector<std::pair<std::uint64_t, double>> running_rate(const vae& net, const idx_array& images,
                                                           const bb_ans_options& o) {
  const bucket_set buckets = equal_mass_buckets(o.precision.latent);
  metered s{rans_stack{supply::seeded(o.seed)}};
  std::vector<std::pair<std::uint64_t, double>> out;
  const auto run = [&](const auto& codec) {
    for (std::uint64_t i = 0; i < std::min(images.count(), running_images); ++i) {
      const auto image = std::span{images.data}.subspan(i * net.pixels(), net.pixels());
      codec.push(s, {image.begin(), image.end()});
      const double dims = static_cast<double>((i + 1) * net.pixels());
      out.emplace_back(i + 1, value_of(s.net() + s.initial_bits()) / dims);
    }
  };
  if (net.observation() == likelihood::bernoulli)
    run(bb_ans_bernoulli(net, buckets, 1, o.precision));
  else
    run(bb_ans_beta_binomial(net, buckets, 1, o.precision));
  return out;
}

coded_set code(const named_vae& model, const idx_array& images, const bb_ans_options& o) {
  coded_set c;
  c.name = model.name;
  c.model_bytes = model.weights.size();
  container file;
  {
    progress bar{"BB-ANS, " + model.name, 2 * images.count()};
    const auto told = [&](std::uint64_t n) { bar.add(n); };
    const stopwatch encoding;
    file = compress_images(model.net, images, o, &c.account, told);
    const auto bytes = format_container(file);
    c.encode_seconds = encoding.seconds();
    c.file_bytes = bytes.size();
    const stopwatch decoding;
    if (decompress_images(model.net, parse_container(bytes), o.threads, told) != images)
      throw error("the decoded images differ: this is a fault of the program");
    c.decode_seconds = decoding.seconds();
  }
  c.losses = losses_of(model.weights, model.net, images.data, o.precision);
  c.running = running_rate(model.net, images, o);
  return c;
}

data_set finished(data_set d, const std::filesystem::path& published, std::uint64_t limit) {
  if (limit > 0 && limit < d.images.count()) {
    d.images.data.resize(limit * d.images.item_size());
    d.images.shape[0] = limit;
    d.quoted.clear();  // they are for the whole set
    d.name += fmt::format(", the first {}", limit);
  }
  d.models.push_back(shipped_model_for(d.images));
  if (!published.empty() && std::filesystem::exists(published)) d.models.push_back(load_vae(published));
  return d;
}

}  // namespace

table_of_set measure(const data_set& data, const table_options& options) {
  table_of_set t{
      data.name, data.file_name, hash_of(data.images), data.images.count(), data.images.item_size(), {},
      {},        data.quoted};
  if (t.count == 0) throw domain_error(data.name + ": there are no images");
  if (options.rivals) {  // first: they may refuse the images
    progress bar{"other compressors", 8};
    t.rivals = run_rivals(data.images, [&](const std::string&) { bar.add(1); });
  }
  for (const named_vae& model : data.models) t.coded.push_back(code(model, data.images, options.coding));
  return t;
}

std::uint64_t break_even(const table_of_set& t, const coded_set& c, const rival& r) {
  const double net = value_of(c.account.net),
               each = (8 * static_cast<double>(r.bytes) - net) / static_cast<double>(t.count);
  if (each <= 0) return 0;
  const double once = 8 * static_cast<double>(c.model_bytes + c.file_bytes) - net;
  return static_cast<std::uint64_t>(std::ceil(once / each));
}

std::vector<data_set> standard_sets(const std::filesystem::path& data, std::uint64_t limit) {
  const bool drawn = data.empty();
  data_set grey{drawn ? "drawn digits, 8 bits" : "MNIST test, 8 bits",
                drawn ? "digits" : "mnist",
                test_images(data, drawn ? limit : 0),
                {},
                {}};
  data_set binary{drawn ? "drawn digits, binarised" : "MNIST test, binarised",
                  drawn ? "digits_binary" : "mnist_binary",
                  grey.images,
                  {},
                  {}};
  binary.images.data = binarize(grey.images.data, 0);
  std::vector<data_set> sets;
  if (drawn) {
    sets.push_back(finished(std::move(binary), {}, limit));
    sets.push_back(finished(std::move(grey), {}, limit));
    return sets;
  }
  const std::filesystem::path weights = data / "weights";
  grey.quoted = {{"BB-ANS, its authors", "Townsend, Bird, Barber 2019", 1.41},
                 {"Bit-Swap, 8 layers, net", "authors' result arrays, Kingma, Abbeel, Ho 2019", 1.27},
                 {"paq8px v216 -8, mosaic", "measured once, 839 s", 0.9187}};
  binary.quoted = {{"BB-ANS, its authors", "Townsend, Bird, Barber 2019", 0.19},
                   {"paq8px v216 -8, mosaic", "measured once, 43 s", 0.1768}};
  sets.push_back(finished(std::move(binary), weights / "bbans-binary-stochastic.safetensors", limit));
  sets.push_back(finished(std::move(grey), weights / "bbans-beta-binomial.safetensors", limit));
  return sets;
}

}  // namespace ansatz::experiment
