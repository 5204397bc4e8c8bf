#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <hierarchy/private/architecture.hpp>
#include <hierarchy/private/colour_grids.hpp>
#include <hierarchy/private/colour_numbers.hpp>
#include <map>
#include <net/real_layer.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::hierarchies {

/// A pixel's neighbours that a group expects it to be like: the nearest ones in earlier groups.
std::vector<std::array<std::int64_t, 2>> nearest_known(const architecture& a, std::size_t g);

/// The networks of a hierarchy in colour, and what goes in and out of them; on grids of cells, row by row, the channels of
/// a cell side by side. Images are pixels of red, green and blue; in here channels are green, red and blue.
template <class Numbers>
class colour_networks {
 public:
  using network = typename Numbers::network;
  using number = typename Numbers::number;
  using numbers = std::vector<number>;
  static constexpr number one = Numbers::one;
  static constexpr int mean_unit = 4;  // means are in units of 2^4 levels
  static constexpr std::array<std::size_t, 3> channel_order{1, 0, 2};

  struct bounds {
    number low, high;
    bounds(double from, double to) : low{Numbers::of(from)}, high{Numbers::of(to)} {}
    number operator()(number x) const { return std::clamp(x, low, high); }
  };
  struct location_scale {
    number mean, log_scale;
  };
  struct group {
    std::size_t cell, place;
    std::vector<std::int64_t> known;
    std::vector<std::array<std::int64_t, 2>> nearest;
    network says;
    std::array<network, 3> heads;
  };
  /// What a group's network says of its pixels, and what is expected of each of their channels, in levels.
  struct told {
    numbers said, expected;
  };

  architecture shape;
  std::vector<network> q, p, merge;
  std::optional<network> context;
  std::map<std::int64_t, network> features;
  std::vector<group> groups;
  numbers start;
  bounds latent_mean, latent_log_scale, pixel_mean, pixel_log_scale, logit;

  explicit colour_networks(const safetensors& file, architecture a)
      : shape{std::move(a)},
        latent_mean{-shape.latent_mean, shape.latent_mean},
        latent_log_scale{shape.latent_log_scale.low, shape.latent_log_scale.high},
        pixel_mean{shape.pixel_mean.low, shape.pixel_mean.high},
        pixel_log_scale{shape.pixel_log_scale.low, shape.pixel_log_scale.high},
        logit{-shape.logit, shape.logit} {
    const std::int64_t all = 3 * shape.cell * shape.cell + 1, wide = shape.p.width;
    if (top_down()) {
      context = read(file, "context", all, shape.q, shape.q.width);
      for (const double x : values_of(file, "start", std::array<std::size_t, 4>{1, count(wide), 1, 1})) {
        if (!(std::fabs(x) <= 512)) throw corrupt_error("the model's start is out of range");
        start.push_back(Numbers::of(x));
      }
    }
    std::int64_t below = all;
    for (std::size_t l = 0; l < shape.latents.size(); ++l) {
      const std::string n = std::to_string(l + 1);
      const std::int64_t channels = shape.latents[l], scale = shape.scale(l);
      if (top_down()) {
        q.push_back(read(file, "q" + n, wide + shape.q.width * scale * scale, shape.q, 2 * channels));
        p.push_back(read(file, "p" + n, wide, shape.p, 2 * channels));
        merge.push_back(read(file, "merge" + n, wide + channels, shape.p, wide));
        continue;
      }
      const std::int64_t coarser = l == 0 ? 1 : scale / shape.scale(l - 1);
      q.push_back(read(file, "q" + n, below * coarser * coarser, shape.q, 2 * channels));
      below = channels;
      if (l + 1 < shape.latents.size()) {
        const std::int64_t finer = shape.scale(l + 1) / scale;
        p.push_back(read(file, "p" + n, shape.latents[l + 1], shape.p, 2 * channels * finer * finer));
      }
    }
    for (std::size_t g = 0; g < shape.groups.size(); ++g) read_group(file, g, wide);
  }

  bool top_down() const { return shape.inference == "hilloc"; }

  /// Of every level's cells of an image; the finest are z_1's.
  grid_size cells(grid_size image, std::size_t level = 0) const {
    const auto top = count(shape.scale(shape.latents.size() - 1)), side = top * count(shape.cell);
    return grid_size{(image.rows + side - 1) / side, (image.columns + side - 1) / side}.finer(
        top / count(shape.scale(level)));
  }
  grid_size cells_of_group(grid_size image, std::size_t g) const {
    return cells(image).finer(count(shape.cell) / groups[g].cell);
  }

  /// Some places of all cells as networks see them: 1 in cells that hold pixels of the image, then channel by channel each
  /// place; 0 where there is no pixel.
  void see(std::span<const std::uint8_t> x, grid_size image, std::size_t cell,
           std::span<const std::int64_t> places, grid_size grid, std::span<number> in, std::size_t channels,
           std::size_t first) const {
    for (std::size_t r = 0; r < grid.rows; ++r)
      for (std::size_t c = 0; c < grid.columns; ++c) {
        number* to = in.data() + (r * grid.columns + c) * channels + first;
        *to++ = r * cell < image.rows && c * cell < image.columns ? one : 0;
        for (const std::size_t channel : channel_order)
          for (const std::int64_t place : places) {
            const std::size_t row = r * cell + count(place) / cell, column = c * cell + count(place) % cell;
            const bool there = row < image.rows && column < image.columns;
            *to++ = there ? (x[(row * image.columns + column) * 3 + channel] - 128) * one / 64 : 0;
          }
      }
  }
  numbers seen(std::span<const std::uint8_t> x, grid_size image) const {
    std::vector<std::int64_t> all(count(shape.cell * shape.cell));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
    const grid_size grid = cells(image);
    numbers in(grid.cells() * (3 * all.size() + 1));
    see(x, image, count(shape.cell), all, grid, in, 3 * all.size() + 1, 0);
    return in;
  }

  static void add(numbers& a, std::span<const number> b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::clamp<number>(a[i] + b[i], -512 * one, 512 * one);
  }

  /// Of all latents of a level, cell by cell, from numbers that are `2 channels` a cell.
  std::vector<location_scale> parameters_from(std::span<const number> out, std::size_t channels) const {
    std::vector<location_scale> parameters;
    parameters.reserve(out.size() / 2);
    for (; !out.empty(); out = out.subspan(2 * channels))
      for (std::size_t i = 0; i < channels; ++i)
        parameters.push_back({latent_mean(out[i]), latent_log_scale(out[channels + i])});
    return parameters;
  }
  std::size_t latent_channels(std::size_t level) const { return count(shape.latents[level]); }

  /// q(z_1 | x), and q(z_(level + 1) | z_level) counted from 0.
  std::vector<location_scale> infer(std::size_t level, std::span<const number> in, grid_size image) const {
    const grid_size grid = cells(image, level);
    const std::size_t by = level == 0 ? 1 : count(shape.scale(level) / shape.scale(level - 1));
    return parameters_from(q[level].run(grid, coarser<number>(in, grid, by)), latent_channels(level));
  }
  /// p(z_level | z_(level + 1)).
  std::vector<location_scale> generate(std::size_t level, std::span<const number> above,
                                       grid_size image) const {
    const grid_size grid = cells(image, level + 1);
    const std::size_t by = count(shape.scale(level + 1) / shape.scale(level));
    return parameters_from(finer<number>(p[level].run(grid, above), grid, by), latent_channels(level));
  }

  /// From the top down: the state at first; N(mu_p, s_p) and N(mu_q, s_q) of a level given the state on its grid; what a
  /// level's values make of it, on the grid of the level below.
  numbers begun(grid_size image) const {
    numbers out;
    for (std::size_t c = cells(image, shape.latents.size() - 1).cells(); c-- > 0;)
      out.insert(out.end(), start.begin(), start.end());
    return out;
  }
  std::vector<location_scale> prior(std::size_t level, std::span<const number> state, grid_size image) const {
    return parameters_from(p[level].run(cells(image, level), state), latent_channels(level));
  }
  std::vector<location_scale> posterior(std::size_t level, std::span<const number> state,
                                        std::span<const number> seen_by_context, grid_size image) const {
    const grid_size grid = cells(image, level);
    const auto in = beside<number>(state, coarser<number>(seen_by_context, grid, count(shape.scale(level))),
                                   grid.cells());
    return parameters_from(q[level].run(grid, in), latent_channels(level));
  }
  void take(std::size_t level, numbers& state, std::span<const number> values, grid_size image) const {
    const grid_size grid = cells(image, level);
    add(state, merge[level].run(grid, beside<number>(state, values, grid.cells())));
    if (level > 0) state = repeated<number>(state, grid, count(shape.scale(level) / shape.scale(level - 1)));
  }

  /// What groups see of the numbers on z_1's grid, by the groups' cell.
  std::map<std::size_t, numbers> features_of(std::span<const number> in, grid_size image) const {
    const grid_size grid = cells(image);
    std::map<std::size_t, numbers> out;
    for (const auto& [cell, n] : features)
      out.emplace(count(cell), finer<number>(n.run(grid, in), grid, count(shape.cell / cell)));
    return out;
  }

  /// Of x only pixels of earlier groups are looked at.
  told tell(std::size_t g, std::span<const number> feature, std::span<const std::uint8_t> x,
            grid_size image) const {
    const group& at = groups[g];
    const grid_size grid = cells_of_group(image, g);
    const std::size_t seen = count(shape.features), channels = seen + 1 + 3 * at.known.size();
    numbers in(grid.cells() * channels);
    for (std::size_t c = 0; c < grid.cells(); ++c)
      std::copy_n(feature.begin() + static_cast<std::ptrdiff_t>(c * seen), seen,
                  in.begin() + static_cast<std::ptrdiff_t>(c * channels));
    see(x, image, at.cell, at.known, grid, in, channels, seen);
    told out{at.says.run(grid, in), {}};
    for (number& n : out.said) n = std::clamp<number>(n, 0, 8 * one);
    out.expected = expected(g, x, image, grid);
    return out;
  }

  /// Outputs of a channel's head, cell by cell: those before it of the same pixels are looked at.
  numbers head(std::size_t g, std::size_t channel, const told& t, std::span<const std::uint8_t> x,
               grid_size image) const {
    const grid_size grid = cells_of_group(image, g);
    const std::size_t said = count(shape.said), channels = said + channel;
    numbers in(grid.cells() * channels);
    for (std::size_t c = 0; c < grid.cells(); ++c) {
      number* to = in.data() + c * channels;
      std::copy_n(t.said.begin() + static_cast<std::ptrdiff_t>(c * said), said, to);
      for (std::size_t k = 0; k < channel; ++k)
        to[said + k] = Numbers::less(missed(g, k, c, t, x, image, grid), mean_unit);
    }
    return groups[g].heads[channel].run(grid, in);
  }

  /// What is expected of a channel of cell `c`, given those before it, in levels.
  number base(std::size_t g, std::size_t channel, std::size_t c, const told& t,
              std::span<const std::uint8_t> x, grid_size image, grid_size grid) const {
    number sum = 0;
    for (std::size_t k = 0; k < channel; ++k) sum += missed(g, k, c, t, x, image, grid);
    return t.expected[c * 3 + channel] + Numbers::less(sum, channel == 2 ? 1 : 0);
  }

  /// The number of a group's pixel in the image, or nothing where it lies outside.
  std::optional<std::size_t> pixel(std::size_t g, std::size_t c, grid_size image, grid_size grid) const {
    const group& at = groups[g];
    const std::size_t row = c / grid.columns * at.cell + at.place / at.cell,
                      column = c % grid.columns * at.cell + at.place % at.cell;
    if (row >= image.rows || column >= image.columns) return std::nullopt;
    return row * image.columns + column;
  }

  std::uint64_t multiply_adds(grid_size image) const {
    std::uint64_t sum = 0;
    const auto on = [&](const network& n, grid_size grid) {
      sum += n.shape().multiply_adds() * grid.cells();
    };
    if (context) on(*context, cells(image));
    for (std::size_t l = 0; l < q.size(); ++l) on(q[l], cells(image, l));
    for (std::size_t l = 0; l < p.size(); ++l) on(p[l], cells(image, top_down() ? l : l + 1));
    for (std::size_t l = 0; l < merge.size(); ++l) on(merge[l], cells(image, l));
    for (const auto& [cell, n] : features) on(n, cells(image));
    for (std::size_t g = 0; g < groups.size(); ++g) {
      on(groups[g].says, cells_of_group(image, g));
      for (const auto& head : groups[g].heads) on(head, cells_of_group(image, g));
    }
    return sum;
  }

  /// `f(network)` of each, in the order of the fingerprint.
  template <class F>
  void each(F f) const {
    if (context) f(*context);
    for (const auto* all : {&q, &p, &merge})
      for (const network& n : *all) f(n);
    for (const auto& [cell, n] : features) f(n);
    for (const group& g : groups) {
      f(g.says);
      for (const network& n : g.heads) f(n);
    }
  }

  static std::size_t count(std::int64_t n) { return static_cast<std::size_t>(n); }

 private:
  static network read(const safetensors& file, const std::string& name, std::int64_t in,
                      const trunk_size& size, std::int64_t out, std::size_t first = 3) {
    network n{file, name};
    const auto& s = n.shape();
    if (s.inputs() != count(in) || s.outputs() != count(out) || s.width() != count(size.width) ||
        s.blocks() != count(size.blocks) || s.first_size() != first)
      throw corrupt_error("the model's network " + name + " does not fit the architecture");
    return n;
  }

  void read_group(const safetensors& file, std::size_t g, std::int64_t wide) {
    const pixel_group& of = shape.groups[g];
    const std::int64_t finer = shape.cell / of.cell;
    if (!features.contains(of.cell))
      features.emplace(of.cell,
                       read(file, "features" + std::to_string(of.cell), top_down() ? wide : shape.latents[0],
                            shape.p, shape.features * finer * finer));
    const std::string name = "group" + std::to_string(g) + ".";
    auto known = known_places(shape, g);
    const auto in = shape.features + 1 + 3 * static_cast<std::int64_t>(known.size());
    const auto head = [&](const char* channel, std::int64_t before) {
      return read(file, name + channel, shape.said + before, {shape.head, 0}, shape.outputs(), 1);
    };
    groups.push_back({count(of.cell),
                      count(of.places.front()),
                      std::move(known),
                      nearest_known(shape, g),
                      read(file, name + "says", in, of.network, shape.said),
                      {head("green", 0), head("red", 1), head("blue", 2)}});
  }

  /// The mean of the nearest pixels that are known and in the image, in levels; 128 where there are none.
  numbers expected(std::size_t g, std::span<const std::uint8_t> x, grid_size image, grid_size grid) const {
    const group& at = groups[g];
    numbers out(grid.cells() * 3, 128 * one);
    for (std::size_t c = 0; c < grid.cells(); ++c) {
      const auto row = static_cast<std::int64_t>(c / grid.columns * at.cell + at.place / at.cell),
                 column = static_cast<std::int64_t>(c % grid.columns * at.cell + at.place % at.cell);
      std::array<std::int32_t, 3> sum{};
      std::int32_t found = 0;
      for (const auto& [r, k] : at.nearest) {
        if (row + r < 0 || column + k < 0 || count(row + r) >= image.rows ||
            count(column + k) >= image.columns)
          continue;
        ++found;
        const std::size_t pixel = (count(row + r) * image.columns + count(column + k)) * 3;
        for (std::size_t i = 0; i < 3; ++i) sum[i] += x[pixel + channel_order[i]];
      }
      if (found > 0)
        for (std::size_t i = 0; i < 3; ++i) out[c * 3 + i] = Numbers::ratio(sum[i], found);
    }
    return out;
  }

  number missed(std::size_t g, std::size_t channel, std::size_t c, const told& t,
                std::span<const std::uint8_t> x, grid_size image, grid_size grid) const {
    const auto at = pixel(g, c, image, grid);
    return at ? x[*at * 3 + channel_order[channel]] * one - t.expected[c * 3 + channel] : 0;
  }
};

}  // namespace ansatz::hierarchies
