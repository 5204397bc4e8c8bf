#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <hierarchy/private/colour_latents.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ansatz::hierarchies {

/// The networks of a hierarchy in colour: those of its latents, and of the groups of pixels given them.
template <class Numbers>
class colour_networks : public colour_latents<Numbers> {
  using latents = colour_latents<Numbers>;

 public:
  using latents::cells, latents::channel_order, latents::count, latents::one, latents::shape;
  using typename latents::bounds, typename latents::network, typename latents::number,
      typename latents::numbers;
  static constexpr int mean_unit = 4;  // means are in units of 2^4 levels

  struct group {
    std::size_t cell, place;
    std::vector<std::int64_t> known;
    std::vector<std::array<std::int64_t, 2>> nearest;
    network says;
    std::array<network, 3> heads;
  };
  /// What a group's network says of its pixels, and what is expected of each of their channels, in levels.
  struct told_view {
    std::span<const number> said, expected;
  };
  struct told {
    numbers said, expected;
    operator told_view() const { return {said, expected}; }
  };

  std::map<std::int64_t, network> features;
  std::vector<group> groups;
  bounds pixel_mean, pixel_log_scale, logit;

  explicit colour_networks(const safetensors& file, architecture a)
      : latents{file, std::move(a)},
        pixel_mean{shape.pixel_mean.low, shape.pixel_mean.high},
        pixel_log_scale{shape.pixel_log_scale.low, shape.pixel_log_scale.high},
        logit{-shape.logit, shape.logit} {
    for (std::size_t g = 0; g < shape.groups.size(); ++g) read_group(file, g);
  }

  grid_size cells_of_group(grid_size image, std::size_t g) const {
    return cells(image).finer(count(shape.cell) / groups[g].cell);
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
    latents::see(x, image, at.cell, at.known, grid, in, channels, seen);
    told out{at.says.run(grid, in), {}};
    for (number& n : out.said) n = std::clamp<number>(n, 0, 8 * one);
    out.expected = expected(g, x, image, grid);
    return out;
  }

  /// Outputs of a channel's head, cell by cell: those before it of the same pixels are looked at.
  numbers head(std::size_t g, std::size_t channel, const told_view& t, std::span<const std::uint8_t> x,
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
  number base(std::size_t g, std::size_t channel, std::size_t c, const told_view& t,
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
    std::uint64_t sum = latents::multiply_adds(image);
    for (const auto& [cell, n] : features) sum += latents::of(n, cells(image));
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const grid_size grid = cells_of_group(image, g);
      sum += latents::of(groups[g].says, grid);
      for (const auto& head : groups[g].heads) sum += latents::of(head, grid);
    }
    return sum;
  }

  /// `f(network)` of each, in the order of the fingerprint.
  template <class F>
  void each(F f) const {
    latents::each(f);
    for (const auto& [cell, n] : features) f(n);
    for (const group& g : groups) {
      f(g.says);
      for (const network& n : g.heads) f(n);
    }
  }

 private:
  void read_group(const safetensors& file, std::size_t g) {
    const pixel_group& of = shape.groups[g];
    const std::int64_t finer = shape.cell / of.cell;
    if (!features.contains(of.cell))
      features.emplace(of.cell, latents::read(file, "features" + std::to_string(of.cell),
                                              latents::top_down() ? shape.p.width : shape.latents[0], shape.p,
                                              shape.features * finer * finer));
    const std::string name = "group" + std::to_string(g) + ".";
    auto known = known_places(shape, g);
    const auto in = shape.features + 1 + 3 * static_cast<std::int64_t>(known.size());
    const auto head = [&](const char* channel, std::int64_t before) {
      return latents::read(file, name + channel, shape.said + before, {shape.head, 0}, shape.outputs(), 1);
    };
    groups.push_back({count(of.cell),
                      count(of.places.front()),
                      std::move(known),
                      nearest_known(shape, g),
                      latents::read(file, name + "says", in, of.network, shape.said),
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

  number missed(std::size_t g, std::size_t channel, std::size_t c, const told_view& t,
                std::span<const std::uint8_t> x, grid_size image, grid_size grid) const {
    const auto at = pixel(g, c, image, grid);
    return at ? x[*at * 3 + channel_order[channel]] * one - t.expected[c * 3 + channel] : 0;
  }
};

}  // namespace ansatz::hierarchies
