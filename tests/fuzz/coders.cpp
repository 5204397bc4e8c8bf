#include "coders.hpp"

#include <algorithm>
#include <ansatz/archive/registry.hpp>
#include <ansatz/error.hpp>
#include <array>
#include <cstring>
#include <registry/registry.hpp>

#include "archive/tiny_images.hpp"
#include "random_edge/rings.hpp"
#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

tried_coder tried(std::unique_ptr<coder> c) {
  tried_coder out{.coder = std::move(c)};
  const std::string text = "a\nab\nab\nabc\n";
  const byte_string some{text.begin(), text.end()};
  try {
    out.only = std::get<image_set>(out.coder->sample(1, 0)).front().shape;
  } catch (const domain_error&) {
    // A codec without a model to draw from.
  }
  const auto takes = [&](image_shape shape) {
    return std::ranges::any_of(std::array{2u, 256u}, [&](std::uint64_t values) {
      return out.coder->objection(testing::noisy_images(1, shape, values)).empty();
    });
  };
  image_shape shape = out.only.value_or(image_shape{3, 5, 3});
  if (!out.only && !takes(shape)) shape = {3, 5, 1};
  if (constexpr image_shape digit{28, 28, 1}; !out.only && !takes(shape) && takes(digit))
    out.only = shape = digit;
  for (const std::uint64_t values : {2u, 256u}) {
    // So many that a VAE goes through all of its phases; what takes long to code is coded seldom.
    const data_set images = testing::noisy_images(shape.size() < 30 ? 60 : 5, shape, values);
    if (!out.coder->objection(images).empty()) continue;
    out.binary = values == 2;
    out.images = true;
    out.samples.push_back(out.coder->compress_chunk(images, 0, {}));
    out.samples.push_back(out.coder->compress_chunk(images, 0, {.chains = 2}));
  }
  if (out.coder->objection(some).empty()) {
    out.bytes = true;
    coding_options few;
    if (out.coder->codec() == "hmm") few.parameters = {{"states", 3}, {"rounds", 2}};
    out.samples.push_back(out.coder->compress_chunk(some, 0, few));
  }
  for (const bool labels : {false, true}) {
    const data_set rings = testing::some_rings(6, labels);
    if (!out.coder->objection(rings).empty()) continue;
    out.graphs = true;
    out.samples.push_back(out.coder->compress_chunk(rings, 0, {}));
    out.samples.push_back(out.coder->compress_chunk(rings, 0, {.chains = 2}));
    out.samples.push_back(out.coder->compress_chunk(testing::some_rings(1, labels), 0, {}));
  }
  require(!out.samples.empty(), "every codec takes some data of these");
  return out;
}

std::vector<tried_coder> all_of_them() {
  std::vector<tried_coder> out;
  for (const codec_entry& e : registered_codecs())
    if (e.make) out.push_back(tried(e.make()));
  for (const auto& path : small_models()) out.push_back(tried(load_coder(registered_codecs(), path)));
  for (const codec_entry& e : registered_codecs())
    require(std::ranges::any_of(out, [&](const tried_coder& c) { return c.coder->codec() == e.name; }),
            "every codec of the registry is tried");
  return out;
}

/// Parameters, chains and items that the input says, in place of the sample's.
chunk chunk_from(taker& t, const tried_coder& c) {
  chunk out = c.samples[t.below(static_cast<std::uint32_t>(c.samples.size()))];
  for (auto& [name, value] : out.parameters)
    if (t.below(4) == 3) value = t.of_any_size(13);
  const std::size_t phases = out.chains.front().phases.size();
  if (t.below(4) > 0) {
    // The sample's stacks, some of their bytes changed: a decoder goes on for a while before it sees that.
    for (auto& k : out.chains) {
      if (t.below(4) == 0) k.taken = t.of_any_size(10);
      for (std::size_t changes = t.below(8); changes > 0 && !k.stack.empty(); --changes)
        k.stack[t.take<std::uint16_t>() % k.stack.size()] ^= std::byte{t.take()};
      for (auto& n : k.phases)
        if (t.below(4) == 0) n = t.below(static_cast<std::uint32_t>(k.count + 1));
    }
    return out;
  }
  out.chains.clear();
  out.items.clear();
  out.seed = t.take();
  std::uint64_t all = 0;
  for (std::size_t n = t.within(1, 3); n > 0; --n) {
    chunk::chain k;
    k.count = t.within(1, out.kind != "images" ? 3000 : c.only && c.only->size() >= 30 ? 4 : 40);
    k.taken = t.of_any_size(10);
    for (std::size_t i = 0; i < phases; ++i)
      k.phases.push_back(t.below(static_cast<std::uint32_t>(k.count + 1)));
    k.stack = bytes_of(t.part(t.take<std::uint16_t>() % 600));
    all += k.count;
    out.chains.push_back(std::move(k));
  }
  const auto put = [&](std::uint64_t n) {
    for (; n >= 128; n >>= 7) out.items.push_back(static_cast<std::byte>(n % 128 + 128));
    out.items.push_back(static_cast<std::byte>(n));
  };
  if (out.kind == "graphs") {
    // Sums, of which the graphs may have less.
    const std::uint64_t nodes = t.of_any_size(14), edges = t.of_any_size(14);
    for (const std::uint64_t n : {nodes, edges, t.coin() ? nodes : 0, t.coin() ? edges : 0}) put(n);
  }
  if (out.kind != "images") return out;
  const bool right = t.below(4) > 0;
  while (all > 0) {
    const std::uint64_t run = c.only && right ? all : t.within(1, static_cast<std::uint32_t>(all));
    image_shape s =
        c.only && right ? *c.only : image_shape{t.within(1, 12), t.within(1, 12), t.coin() ? 3u : 1u};
    if (t.at_end()) s.width += 13 + static_cast<std::uint32_t>(all);  // so that no run is like the one before
    for (const std::uint64_t n :
         {run, std::uint64_t{s.height}, std::uint64_t{s.width}, std::uint64_t{s.channels}})
      put(n);
    all -= run;
  }
  return out;
}

image_set images_from(taker& t, const tried_coder& c) {
  image_set out;
  const std::size_t count = t.within(1, c.only && c.only->size() >= 30 ? 4 : 30);
  for (std::size_t i = 0; i < count; ++i) {
    const image_shape s = c.only ? *c.only
                          : t.coin() || out.empty()
                              ? image_shape{t.within(1, 9), t.within(1, 9), t.coin() ? 3u : 1u}
                              : out.back().shape;
    image& x = out.emplace_back(image{s, std::vector<std::uint8_t>(s.size())});
    if (t.below(4) == 0) continue;
    const input own = t.part(s.size());
    std::ranges::copy(own, x.pixels.begin());
    if (c.binary)
      for (std::uint8_t& v : x.pixels) v &= 1;
  }
  return out;
}

graph_set graphs_from(taker& t) {
  graph_set out;
  const bool node_labels = t.coin(), edge_labels = t.coin();
  for (std::size_t count = t.within(1, 6); count > 0; --count) {
    const std::uint32_t n = t.below(30);
    std::vector<graph::edge> edges;
    for (std::size_t m = n < 2 ? 0 : t.below(60); m > 0; --m) {
      const std::uint32_t v = t.below(n), w = t.below(n);
      if (v != w) edges.push_back({v, w});
    }
    const graph plain{n, edges, {}, {}, {edge_fault::drop, edge_fault::drop}};
    std::vector<std::uint32_t> of_nodes(node_labels ? n : 0), of_edges(edge_labels ? plain.edges() : 0);
    for (std::uint32_t& label : of_nodes) label = t.coin() ? t.below(3) : t.take<std::uint32_t>();
    for (std::uint32_t& label : of_edges) label = t.below(3);
    const std::vector<graph::edge> own(plain.all_edges().begin(), plain.all_edges().end());
    out.emplace_back(n, own, of_nodes, of_edges);
  }
  return out;
}

byte_string bytes_from(taker& t, const tried_coder& c) {
  const input all = t.rest();
  byte_string out{all.begin(), all.end()};
  if (out.size() > 3000) out.resize(3000);
  if (c.coder->codec() != "lines") return out;
  // Sorted lines.
  std::vector<byte_string> lines(1);
  for (const std::uint8_t b : out)
    if (b == '\n')
      lines.emplace_back();
    else
      lines.back().push_back(b);
  std::ranges::sort(lines, [](const byte_string& a, const byte_string& b) {
    return std::ranges::lexicographical_compare(a, b);
  });
  out.clear();
  for (const auto& line : lines) {
    out.insert(out.end(), line.begin(), line.end());
    out.push_back('\n');
  }
  return out;
}

coding_options options_from(taker& t, const tried_coder& c) {
  coding_options o;
  o.chains = t.below(4);
  o.threads = t.within(1, 2);
  o.seed = t.of_any_size(64);
  if (t.coin()) o.chunk = t.take<std::uint16_t>();
  for (const auto& [name, value] : c.samples.front().parameters)
    if (t.coin()) o.parameters[name] = t.of_any_size(value < 256 ? 6 : 13);
  if (c.coder->codec() == "hmm") {
    o.parameters["states"] = t.within(1, 6);
    o.parameters["rounds"] = t.within(1, 3);
  }
  return o;
}

}  // namespace

std::span<const tried_coder> tried_coders() {
  static const std::vector<tried_coder> all = all_of_them();
  return all;
}

std::vector<std::filesystem::path> small_models() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator{ANSATZ_SMALL_MODELS})
    out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

/// Whatever stacks hold, a decoder gives the data whose hash the chunk has, or a `corrupt_error`.
void fuzz_decode(input in) {
  taker t{in};
  const tried_coder& c = tried_coders()[t.below(static_cast<std::uint32_t>(tried_coders().size()))];
  const chunk made = chunk_from(t, c);
  try {
    (void)format_chunk(made);
  } catch (const domain_error&) {
    return;  // a chunk that no file holds
  }
  try {
    const data_set data = c.coder->decompress_chunk(made);
    require(hash_of(data) == made.original && items_of(data) == made.count(),
            "what is given is what the hash says");
  } catch (const corrupt_error&) {
  }
}

/// Whatever the data are, what was coded is decoded; where a coder refuses them or the options, it says so before.
void fuzz_encode(input in) {
  taker t{in};
  const tried_coder& c = tried_coders()[t.below(static_cast<std::uint32_t>(tried_coders().size()))];
  const coding_options o = options_from(t, c);
  const data_set data = c.graphs                             ? data_set{graphs_from(t)}
                        : c.images && (!c.bytes || t.coin()) ? data_set{images_from(t, c)}
                                                             : data_set{bytes_from(t, c)};
  container coded;
  try {
    coded = c.coder->compress(data, o);
  } catch (const domain_error&) {
    return;
  }
  require(coded.count() == items_of(data), "all items are coded");
  const container read = parse_container(format_container(coded));
  require(read == coded, "what was written is read");
  if (read.chunks.empty()) return;
  require(c.coder->gives_back(c.coder->decompress(read, o.threads), data, read.chunks.front().parameters),
          "what was coded is decoded");
}

}  // namespace ansatz::fuzz
