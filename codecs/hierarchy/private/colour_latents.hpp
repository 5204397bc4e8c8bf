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
#include <net/real_layer.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::hierarchies {

/// The latents of a hierarchy in colour: their networks, what these are told of an image, and the grids of cells on which
/// all lies, row by row, the channels of a cell side by side. Images are pixels of red, green and blue; in here channels
/// are green, red and blue. Levels count from 0.
template <class Numbers>
class colour_latents {
 public:
  using network = typename Numbers::network;
  using number = typename Numbers::number;
  using numbers = std::vector<number>;
  static constexpr number one = Numbers::one;
  static constexpr std::array<std::size_t, 3> channel_order{1, 0, 2};

  using bounds = bounds_of<Numbers>;
  using location_scale = location_scale_of<number>;

  architecture shape;
  std::vector<network> q, p, merge;
  std::optional<network> context;
  numbers start;
  bounds latent_mean, latent_log_scale;

  explicit colour_latents(const safetensors& file, architecture a)
      : shape{std::move(a)},
        latent_mean{-shape.latent_mean, shape.latent_mean},
        latent_log_scale{shape.latent_log_scale.low, shape.latent_log_scale.high} {
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
  }

  bool top_down() const { return shape.inference == "hilloc"; }

  /// Of every level's cells of an image; the finest are z_1's.
  grid_size cells(grid_size image, std::size_t level = 0) const {
    const auto top = count(shape.scale(shape.latents.size() - 1)), side = top * count(shape.cell);
    return grid_size{(image.rows + side - 1) / side, (image.columns + side - 1) / side}.finer(
        top / count(shape.scale(level)));
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

  std::uint64_t multiply_adds(grid_size image) const {
    std::uint64_t sum = 0;
    if (context) sum += of(*context, cells(image));
    for (std::size_t l = 0; l < q.size(); ++l) sum += of(q[l], cells(image, l));
    for (std::size_t l = 0; l < p.size(); ++l) sum += of(p[l], cells(image, top_down() ? l : l + 1));
    for (std::size_t l = 0; l < merge.size(); ++l) sum += of(merge[l], cells(image, l));
    return sum;
  }

  /// `f(network)` of each, in the order of the fingerprint.
  template <class F>
  void each(F f) const {
    if (context) f(*context);
    for (const auto* all : {&q, &p, &merge})
      for (const network& n : *all) f(n);
  }

  static std::size_t count(std::int64_t n) { return static_cast<std::size_t>(n); }

 protected:
  static std::uint64_t of(const network& n, grid_size grid) {
    return n.shape().multiply_adds() * grid.cells();
  }
  static network read(const safetensors& file, const std::string& name, std::int64_t in,
                      const trunk_size& size, std::int64_t out, std::size_t first = 3) {
    network n{file, name};
    const auto& s = n.shape();
    if (s.inputs() != count(in) || s.outputs() != count(out) || s.width() != count(size.width) ||
        s.blocks() != count(size.blocks) || s.first_size() != first)
      throw corrupt_error("the model's network " + name + " does not fit the architecture");
    return n;
  }
};

}  // namespace ansatz::hierarchies
