#include <ansatz/archive/data_set.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <optional>
#include <span>

namespace ansatz {
namespace {

// `chunk::items`: of images for each run of equal sizes how many, height, width and channels, numbers of 7 bits a byte,
// lowest first, the last byte of each without its highest bit. Of bytes nothing: their chains say how many. Of
// graphs how many nodes, edges, labels of nodes and labels of edges all of them have.

void put(std::vector<std::byte>& out, std::uint64_t n) {
  for (; n >= 128; n >>= 7) out.push_back(static_cast<std::byte>(n % 128 + 128));
  out.push_back(static_cast<std::byte>(n));
}

/// Takes a number off the front; nothing where there is none, or it is not written in the fewest bytes.
std::optional<std::uint64_t> take(std::span<const std::byte>& in) {
  std::uint64_t n = 0;
  for (unsigned i = 0; i < in.size() && i < 10; ++i) {
    const auto b = std::to_integer<std::uint64_t>(in[i]);
    if ((i == 9 && b > 1) || (i > 0 && b == 0)) break;
    n |= (b & 127) << (7 * i);
    if (b < 128) {
      in = in.subspan(i + 1);
      return n;
    }
  }
  return std::nullopt;
}

struct run {
  std::uint64_t count;
  image_shape shape;
};

template <class Shapes>
std::vector<run> runs_of(const Shapes& shapes) {
  std::vector<run> runs;
  for (const image_shape& s : shapes)
    if (!runs.empty() && runs.back().shape == s)
      ++runs.back().count;
    else
      runs.push_back({1, s});
  return runs;
}

[[noreturn]] void refuse() {
  throw corrupt_error("the description of its items is none that an encoder writes");
}

std::vector<image_shape> shapes_in(const chunk& c) {
  constexpr std::uint64_t longest_side = 0xffffffff;
  const std::uint64_t all = c.count();
  std::span<const std::byte> in{c.items};
  std::vector<image_shape> out;
  std::optional<image_shape> last;
  std::uint64_t weight = 0;
  while (!in.empty()) {
    const auto n = take(in), height = take(in), width = take(in), channels = take(in);
    if (!n || !height || !width || !channels) refuse();
    if (*n == 0 || *n > all - out.size() || *height == 0 || *height > longest_side || *width == 0 ||
        *width > longest_side || (*channels != 1 && *channels != 3))
      refuse();
    const image_shape shape{static_cast<std::uint32_t>(*height), static_cast<std::uint32_t>(*width),
                            static_cast<std::uint32_t>(*channels)};
    if (shape.size() > most_in_an_item || shape == last) refuse();
    weight += *n * (shape.size() + weight_of_an_image);  // below 2^28 times 2^31
    if (all > 1 && weight > most_in_a_chunk) refuse();
    out.insert(out.end(), *n, shape);
    last = shape;
  }
  if (out.size() != all) refuse();
  return out;
}

void check(const image& x) {
  const image_shape& s = x.shape;
  if (s.height == 0 || s.width == 0 || (s.channels != 1 && s.channels != 3))
    throw domain_error("an image has rows, columns, and 1 or 3 channels");
  if (s.size() > most_in_an_item) throw domain_error("an image of more than 2^30 numbers");
  if (x.pixels.size() != s.size()) throw domain_error("an image's numbers are not as many as its size says");
}

graph_counts counts_in(const chunk& c) {
  std::span<const std::byte> in{c.items};
  const auto nodes = take(in), edges = take(in), node_labels = take(in), edge_labels = take(in);
  if (!nodes || !edges || !node_labels || !edge_labels || !in.empty()) refuse();
  const graph_counts g{c.count(), *nodes, *edges, *node_labels, *edge_labels};
  if (g.nodes > most_in_an_item || g.edges > most_in_an_item || g.node_labels > g.nodes ||
      g.edge_labels > g.edges || weight_of(g) > (g.graphs > 1 ? most_in_a_chunk : most_in_an_item))
    refuse();
  // As many pairs as one graph of all nodes has, and no more.
  if (g.edges > pairs_of(g.nodes)) refuse();
  return g;
}

/// Whole numbers of 4 bytes, the lowest first, in pieces that are not small.
class number_hasher {
 public:
  explicit number_hasher(hasher& to) : to_{to} {}
  void add(std::uint32_t n) {
    for (int i = 0; i < 4; ++i) piece_.push_back(static_cast<std::byte>(n >> (8 * i)));
    if (piece_.size() >= std::size_t{1} << 16) flush();
  }
  void flush() {
    to_.add(piece_);
    piece_.clear();
  }

 private:
  hasher& to_;
  std::vector<std::byte> piece_;
};

void hash_graph(const graph& g, number_hasher& to) {
  to.add(g.nodes());
  to.add(static_cast<std::uint32_t>(g.edges()));
  to.add((g.node_labels().empty() ? 0 : 1) + (g.edge_labels().empty() ? 0 : 2));
  for (const graph::edge e : g.all_edges()) {
    to.add(e.from);
    to.add(e.to);
  }
  for (const std::uint32_t label : g.node_labels()) to.add(label);
  for (const std::uint32_t label : g.edge_labels()) to.add(label);
}

std::vector<std::byte> description_of(const data_set& data) {
  std::vector<std::byte> out;
  if (const auto* graphs = std::get_if<graph_set>(&data)) {
    for (const graph& g : *graphs)
      if (weight_of(counts_of(g)) > most_in_an_item)
        throw domain_error("a graph of more nodes and edges than a file holds");
    const auto all = std::get<graph_counts>(shape_of(data));
    for (const std::uint64_t n : {all.nodes, all.edges, all.node_labels, all.edge_labels}) put(out, n);
    return out;
  }
  const auto* images = std::get_if<image_set>(&data);
  if (images == nullptr) return out;
  for (const image& x : *images) check(x);
  for (const run& r : runs_of(std::get<std::vector<image_shape>>(shape_of(data))))
    for (const std::uint64_t n : {r.count, std::uint64_t{r.shape.height}, std::uint64_t{r.shape.width},
                                  std::uint64_t{r.shape.channels}})
      put(out, n);
  return out;
}

}  // namespace

std::uint64_t hash_of(const data_set& data) {
  hasher h;
  const std::string kind = kind_of(data);
  h.add(std::as_bytes(std::span{kind}));
  h.add(description_of(data));
  if (const auto* images = std::get_if<image_set>(&data))
    for (const image& x : *images) h.add(std::as_bytes(std::span{x.pixels}));
  else if (const auto* graphs = std::get_if<graph_set>(&data)) {
    number_hasher numbers{h};
    for (const graph& g : *graphs) hash_graph(g, numbers);
    numbers.flush();
  } else
    h.add(std::as_bytes(std::span{std::get<byte_string>(data)}));
  return h.value();
}

chunk header_for(const data_set& data) {
  chunk c;
  c.kind = kind_of(data);
  c.items = description_of(data);
  c.original = hash_of(data);
  return c;
}

data_shape shape_in(const chunk& c) {
  const data_set none = none_of(c.kind);
  if (std::holds_alternative<image_set>(none)) return shapes_in(c);
  if (std::holds_alternative<graph_set>(none)) return counts_in(c);
  if (!c.items.empty()) refuse();
  return byte_count{c.count()};
}

void expect_original(const chunk& c, const data_set& decoded) {
  if (hash_of(decoded) != c.original)
    throw corrupt_error("what was decoded is not what was coded: the file is damaged");
}

}  // namespace ansatz
