#include <algorithm>
#include <ansatz/archive/data_set.hpp>
#include <ansatz/error.hpp>
#include <array>
#include <iterator>
#include <span>
#include <type_traits>
#include <utility>

namespace ansatz {
namespace {

constexpr const char *images_kind = "images", *bytes_kind = "bytes", *graphs_kind = "graphs";

graph_counts& operator+=(graph_counts& sum, const graph_counts& g) {
  sum.graphs += g.graphs;
  sum.nodes += g.nodes;
  sum.edges += g.edges;
  sum.node_labels += g.node_labels;
  sum.edge_labels += g.edge_labels;
  return sum;
}

std::string number_of(std::uint64_t n, const char* what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

std::string text_of(const graph_counts& g) {
  if (g.graphs == 0) return "no graphs";
  const bool all_nodes = g.node_labels == g.nodes, all_edges = g.edge_labels == g.edges;
  std::string labels;
  if (g.node_labels > 0 && g.edge_labels > 0 && all_nodes && all_edges) {
    labels = ", with labels of both";
  } else {  // of graphs that came in parts some may have none
    if (g.node_labels > 0) labels = all_nodes ? ", with labels of nodes" : ", with labels of some nodes";
    if (g.edge_labels > 0)
      labels +=
          (labels.empty() ? ", with labels of " : " and ") + std::string{all_edges ? "edges" : "some edges"};
  }
  return number_of(g.graphs, "graph") + " of " + number_of(g.nodes, "node") + " and " +
         number_of(g.edges, "edge") + labels;
}

}  // namespace

std::string kind_of(const data_set& data) {
  constexpr std::array kinds{images_kind, bytes_kind, graphs_kind};
  return kinds[data.index()];
}

data_set none_of(const std::string& kind) {
  if (kind == images_kind) return image_set{};
  if (kind == bytes_kind) return byte_string{};
  if (kind == graphs_kind) return graph_set{};
  throw corrupt_error("it holds " + printable(kind) + ", which this program does not know");
}

std::uint64_t weight_of(const graph_counts& g) {
  return 32 * g.graphs + 8 * (g.nodes + g.edges) + 4 * (g.node_labels + g.edge_labels);
}

graph_counts counts_of(const graph& g) {
  return {1, g.nodes(), g.edges(), g.node_labels().size(), g.edge_labels().size()};
}

bool is_part(const data_shape& part, const data_shape& promised) {
  const auto *own = std::get_if<graph_counts>(&part), *most = std::get_if<graph_counts>(&promised);
  if (own == nullptr || most == nullptr) return part == promised;
  return own->graphs == most->graphs && own->nodes <= most->nodes && own->edges <= most->edges &&
         own->node_labels <= most->node_labels && own->edge_labels <= most->edge_labels;
}

std::uint64_t items_of(const data_set& data) {
  return std::visit([](const auto& items) -> std::uint64_t { return items.size(); }, data);
}

data_view part_of(const data_set& data, std::uint64_t first, std::uint64_t count) {
  return std::visit([&](const auto& items) -> data_view { return std::span{items}.subspan(first, count); },
                    data);
}

data_shape part_of(const data_shape& shape, std::uint64_t first, std::uint64_t count) {
  if (const auto* graphs = std::get_if<graph_counts>(&shape)) {
    graph_counts part = *graphs;
    part.whole = part.whole && part.graphs == count;
    part.graphs = count;
    return part;
  }
  const auto* all = std::get_if<std::vector<image_shape>>(&shape);
  if (all == nullptr) return byte_count{count};
  const auto part = std::span{*all}.subspan(first, count);
  return std::vector(part.begin(), part.end());
}

data_set copy_of(const data_view& part) {
  return std::visit([](const auto& items) -> data_set { return std::vector(items.begin(), items.end()); },
                    part);
}

data_set take_first(data_set& data, std::uint64_t count) {
  return std::visit(
      [&](auto& items) -> data_set {
        if (count == items.size()) return std::exchange(items, {});
        const auto end = items.begin() + static_cast<std::ptrdiff_t>(count);
        std::remove_cvref_t<decltype(items)> out(std::make_move_iterator(items.begin()),
                                                 std::make_move_iterator(end));
        items.erase(items.begin(), end);
        return out;
      },
      data);
}

std::uint64_t items_within(const data_view& items, std::uint64_t weight) {
  const std::uint64_t count = std::visit([](const auto& all) { return all.size(); }, items);
  if (std::holds_alternative<std::span<const std::uint8_t>>(items))
    return std::min(count, std::max<std::uint64_t>(weight, 1));
  const auto* images = std::get_if<std::span<const image>>(&items);
  const auto weight_at = [&](std::uint64_t i) {
    return images != nullptr ? (*images)[i].shape.size() + weight_of_an_image
                             : weight_of(counts_of(std::get<std::span<const graph>>(items)[i]));
  };
  std::uint64_t n = 0;
  for (std::uint64_t left = weight; n < count; ++n) {
    const std::uint64_t own = weight_at(n);
    if (own > left) break;
    left -= own;
  }
  return std::min(count, std::max<std::uint64_t>(n, 1));
}

data_shape shape_of_part(const data_view& data) {
  if (const auto* bytes = std::get_if<std::span<const std::uint8_t>>(&data)) return byte_count{bytes->size()};
  if (const auto* graphs = std::get_if<std::span<const graph>>(&data)) {
    graph_counts sum;
    for (const graph& g : *graphs) sum += counts_of(g);
    return sum;
  }
  std::vector<image_shape> out;
  for (const image& x : std::get<std::span<const image>>(data)) out.push_back(x.shape);
  return out;
}

data_shape shape_of(const data_set& data) { return shape_of_part(part_of(data, 0, items_of(data))); }

void append(data_set& to, data_set more) {
  std::visit(
      [&](auto& all) {
        if (to.index() != more.index())
          throw domain_error(kind_of(to) + " and " + kind_of(more) + " do not go together");
        auto& part = std::get<std::remove_reference_t<decltype(all)>>(more);
        if (all.empty()) return all.swap(part);
        all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
      },
      to);
}

std::uint64_t dims_of(const data_set& data) {
  if (const auto* bytes = std::get_if<byte_string>(&data)) return bytes->size();
  std::uint64_t n = 0;
  if (const auto* graphs = std::get_if<graph_set>(&data)) {
    for (const graph& g : *graphs) n += g.edges();
    return n;
  }
  for (const image& x : std::get<image_set>(data)) n += x.pixels.size();
  return n;
}

std::string unit_of(const std::string& kind) { return kind == graphs_kind ? "bits/edge" : "bits/dim"; }

namespace {

/// Rows and columns about the middle, as many numbers as may be but no more than `most`, and one pixel at least.
image middle_of(const image& x, std::uint64_t most) {
  const std::uint64_t height = x.shape.height, width = x.shape.width, channels = x.shape.channels;
  std::uint64_t rows = height;
  while (rows > 1 && (rows * rows * channels * width > most * height || rows * channels > most))
    rows -= (rows + 15) / 16;
  const std::uint64_t columns = std::clamp<std::uint64_t>(most / (rows * channels), 1, width);
  image out{{static_cast<std::uint32_t>(rows), static_cast<std::uint32_t>(columns), x.shape.channels}, {}};
  for (std::uint64_t r = 0; r < rows; ++r) {
    const auto from =
        x.pixels.begin() +
        static_cast<std::ptrdiff_t>((((height - rows) / 2 + r) * width + (width - columns) / 2) * channels);
    out.pixels.insert(out.pixels.end(), from, from + static_cast<std::ptrdiff_t>(columns * channels));
  }
  return out;
}

}  // namespace

data_set first_of(const data_set& data, std::uint64_t items, std::uint64_t dims) {
  if (const auto* bytes = std::get_if<byte_string>(&data))
    return byte_string(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(
                                                            std::min<std::uint64_t>(bytes->size(), dims)));
  const auto first = [&](const auto& all, auto dims_in) -> data_set {
    std::remove_cvref_t<decltype(all)> out;
    std::uint64_t taken = 0;
    for (const auto& x : all) {
      if (out.size() == items || (!out.empty() && dims_in(x) > dims - std::min(taken, dims))) break;
      taken += dims_in(x);
      out.push_back(x);
    }
    return out;
  };
  if (const auto* graphs = std::get_if<graph_set>(&data))
    return first(*graphs, [](const graph& g) { return g.edges(); });
  data_set some =
      first(std::get<image_set>(data), [](const image& x) -> std::uint64_t { return x.pixels.size(); });
  auto& images = std::get<image_set>(some);
  if (!images.empty() && images[0].pixels.size() > dims) images[0] = middle_of(images[0], dims);
  return some;
}

std::string summary_of(const data_set& data) {
  data_summary s{kind_of(data)};
  s.add(shape_of(data));
  return s.text();
}

data_summary::data_summary(const std::string& kind) : kind_{kind_of(none_of(kind))} {}

void data_summary::add(const data_shape& part) {
  if (const auto* shapes = std::get_if<std::vector<image_shape>>(&part))
    for (const image_shape& s : *shapes) ++shapes_[s];
  else if (const auto* graphs = std::get_if<graph_counts>(&part))
    graphs_ += *graphs;
  else
    bytes_ += std::get<byte_count>(part).count;
}

std::string data_summary::text() const {
  if (kind_ == bytes_kind) return number_of(bytes_, "byte");
  if (kind_ == graphs_kind) return text_of(graphs_);
  if (shapes_.empty()) return "no images";
  std::uint64_t count = 0;
  bool grey = true, colour = true;
  for (const auto& [shape, n] : shapes_) {
    count += n;
    (shape.channels == 1 ? colour : grey) = false;
  }
  std::string out = std::to_string(count) +
                    (grey     ? " grey"
                     : colour ? " colour"
                              : "") +
                    (count == 1 ? " image" : " images");
  const image_shape& first = shapes_.begin()->first;
  return out + " of " +
         (shapes_.size() > 1 ? std::to_string(shapes_.size()) + " sizes"
                             : std::to_string(first.height) + "x" + std::to_string(first.width));
}

}  // namespace ansatz
