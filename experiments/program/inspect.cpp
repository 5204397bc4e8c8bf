#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/hash.hpp>
#include <common/program.hpp>
#include <registry/registry.hpp>

#include "commands.hpp"

namespace ansatz::experiment {
namespace {

/// Where the file's model is, or what it needs.
std::string model_line(const container& file) {
  const auto codecs = registered_codecs();
  const auto at = std::ranges::find(codecs, file.codec, &codec_entry::name);
  if (at == codecs.end()) return "unknown: this program has no such codec";
  if (at->models == nullptr) return "none: decoding needs the file alone";
  try {
    return hash_hex(file.model) + ", " + at->models->model(file.model).stem().string() +
           ", which comes along";
  } catch (const error&) {
    return hash_hex(file.model) + ", which is not here: to decode, give its file with --model";
  }
}

}  // namespace

void info(const arguments& a) {
  const auto bytes = read_bytes(a.in);
  const container file = about(a.in, [&] { return parse_container(bytes); });
  std::string parameters, phases;
  for (const auto& [name, n] : file.parameters)
    parameters += fmt::format("{}{} {}", parameters.empty() ? "" : ", ", printable(name), n);
  fmt::print("file        {}, {} bytes, format 0\n", a.in, bytes.size());
  fmt::print("holds       {}\n", about(a.in, [&] { return summary_in(file); }));
  fmt::print("codec       {}\n", printable(file.codec));
  fmt::print("model       {}\n", model_line(file));
  fmt::print("parameters  {}\n", parameters.empty() ? "none" : parameters);
  fmt::print("seed        {}\n", file.seed);
  fmt::print("checksums   of the header and the payload are right; of the data: {}\n",
             hash_hex(file.original));
  fmt::print("chains      {}: items, bytes, words taken from below, items in each phase before full swing\n",
             file.chains.size());
  for (const container::chain& c : file.chains)
    fmt::print("            {} {} {} {}\n", c.count, c.stack.size(), c.taken,
               c.phases.empty() ? "none" : fmt::format("{}", fmt::join(c.phases, " ")));
}

void sample(const arguments& a) {
  const auto coders = wished(a.wanted, a.told);
  const auto at = std::ranges::find_if(coders, [](const auto& c) { return !c->model().empty(); });
  if (at == coders.end()) throw domain_error("the codec has no trained model to draw from");
  write_data(a.out, (*at)->sample(a.count, a.coding.seed), a.format);
}

void models(const arguments& a) {
  for (const codec_entry& e : registered_codecs()) {
    if (!a.wanted.codec.empty() && a.wanted.codec != e.name) continue;
    fmt::print("{}: {}\n", e.name, e.summary);
    if (e.models == nullptr) continue;
    for (const auto& c : all_coders(std::span{&e, 1}, a.told))
      fmt::print("  {}: {}, {} bytes\n", c->model(), c->description(), c->model_bytes());
  }
}

void binarize(const arguments& a) {
  expect_apart({a.in}, {a.out});
  const data_set data = read_data({a.in}, kind::images, a.limit, a.told);
  write_data(a.out, binarized(std::get<image_set>(data), static_cast<std::uint32_t>(a.coding.seed)),
             a.format);
}

void digits(const arguments& a) { write_data(a.out, drawn_digit_images(a.count, a.coding.seed), a.format); }

}  // namespace ansatz::experiment
