#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/landscapes.hpp>
#include <common/program.hpp>
#include <registry/registry.hpp>

#include "archive.hpp"
#include "commands.hpp"

namespace ansatz::experiment {
namespace {

/// Where the model of a chunk is, or what it needs.
std::string model_line(const chunk& c) {
  const auto codecs = registered_codecs();
  const auto at = std::ranges::find(codecs, c.codec, &codec_entry::name);
  if (at == codecs.end()) return "unknown: this program has no such codec";
  if (at->models == nullptr) return "none: decoding needs the file alone";
  try {
    return hash_hex(c.model) + ", " + at->models->model(c.model).stem().string() + ", which comes along";
  } catch (const error&) {
    return hash_hex(c.model) + ", which is not here: to decode, give its file with --model";
  }
}

/// What does not come back; empty where all does, as far as is known here.
std::string not_kept(const chunk& c) {
  const auto codecs = registered_codecs();
  const auto at = std::ranges::find(codecs, c.codec, &codec_entry::name);
  return at == codecs.end() ? std::string{} : at->not_kept;
}

std::string parameters_line(const chunk& c) {
  std::string out;
  for (const auto& [name, n] : c.parameters) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, n);
  return out.empty() ? "none" : out;
}

void print_chains(const chunk_listing& l) {
  const chunk& c = l.header;
  fmt::print("chains      {}: items, bytes, words taken from below, items in each phase before full swing\n",
             c.chains.size());
  for (std::size_t i = 0; i < c.chains.size(); ++i)
    fmt::print("            {} {} {} {}\n", c.chains[i].count, l.sizes[i], c.chains[i].taken,
               c.chains[i].phases.empty() ? "none" : fmt::format("{}", fmt::join(c.chains[i].phases, " ")));
}

}  // namespace

void info(const arguments& a) {
  const archive from{a.in};
  const container_file file = from.container();
  data_summary held = about(a.in, [&] { return data_summary{file.kind()}; });
  std::vector<chunk_listing> chunks;
  std::vector<std::string> damaged;
  for (std::size_t i = 0; i < file.places().size(); ++i) try {
      chunks.push_back(file.list(i));
      held.add(shape_in(chunks.back().header));
      read_chunk(from.bytes(), chunks.back());
    } catch (const corrupt_error& e) {
      damaged.push_back(fmt::format("chunk {}: {}", i + 1, e.what()));
    }
  fmt::print("file        {}, {} bytes, format {}\n", legible(a.in), from.size(), format_version);
  fmt::print("holds       {}\n", held.text());
  // What made the chunks, said where it changes.
  const chunk* last = nullptr;
  for (const chunk_listing& l : chunks) {
    const chunk& c = l.header;
    if (last != nullptr && last->codec == c.codec && last->model == c.model &&
        last->parameters == c.parameters)
      continue;
    if (last != nullptr) fmt::print("from item   {} on\n", c.first);
    last = &c;
    fmt::print("codec       {}\nmodel       {}\nparameters  {}\n", c.codec, model_line(c),
               parameters_line(c));
    if (const std::string lost = not_kept(c); !lost.empty()) fmt::print("not kept    {}\n", lost);
  }
  fmt::print("chunks      {}: first item, items, bytes, chains, seed, hash of the items\n",
             file.places().size());
  for (const chunk_listing& l : chunks)
    fmt::print("            {} {} {} {} {} {}\n", l.header.first, l.header.count(), l.bytes,
               l.header.chains.size(), l.header.seed, hash_hex(l.header.original));
  if (chunks.size() == 1) print_chains(chunks.front());
  if (!damaged.empty()) {
    fmt::print("checksums   are wrong in {} of {} chunks\n", damaged.size(), file.places().size());
    throw corrupt_error(fmt::format("{}: {}", a.in, fmt::join(damaged, "; ")));
  }
  fmt::print("checksums   of the headers, the stacks and the index are right; verify decodes, too\n");
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
  const data_set data = read_data({a.in}, {.as = kind::images, .limit = a.limit}, a.told);
  write_data(a.out, binarized(std::get<image_set>(data), static_cast<std::uint32_t>(a.coding.seed)),
             a.format);
}

void digits(const arguments& a) { write_data(a.out, drawn_digit_images(a.count, a.coding.seed), a.format); }

void landscape(const arguments& a) {
  write_data(a.out,
             image_set{drawn_landscape(static_cast<std::uint32_t>(a.height),
                                       static_cast<std::uint32_t>(a.width), a.coding.seed, a.mosaic)},
             a.format);
}

void draw_graph(const arguments& a) {
  write_data(a.out, graph_set{drawn_graph(static_cast<std::uint32_t>(a.count), a.edges, a.coding.seed)},
             a.format);
}

}  // namespace ansatz::experiment
