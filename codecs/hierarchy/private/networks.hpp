#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <hierarchy/private/architecture.hpp>
#include <hierarchy/private/grid_networks.hpp>
#include <initializer_list>
#include <map>
#include <net/exact.hpp>
#include <net/real_layer.hpp>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ansatz::hierarchies {

/// Numbers between networks: integers of 16 fractional bits, which are coded with, or real ones, which coding
/// is compared with.
struct exact_numbers {
  using network = exact_network;
  using number = std::int32_t;
  static constexpr number one = 1 << 16;
  static number of(double x) { return static_cast<number>(round_half_even(x * one)); }
};
struct real_numbers {
  using network = real_network;
  using number = double;
  static constexpr number one = 1;
  static number of(double x) { return x; }
};

inline std::size_t counted(std::int64_t n) { return static_cast<std::size_t>(n); }

/// That of the metadata. Throws `corrupt_error` where there is none.
architecture architecture_of(const safetensors& file);

/// Widths of values in Q24, 128 of them being 1. Throws `corrupt_error` where the file's are none.
pixel_scale scale_of(const architecture& a, const safetensors& file);
bucket_set buckets_of(const architecture& a);

/// What is in a fingerprint after the networks: where the ladder begins, edges, the architecture's own, the bounds.
template <class Bounds>
void put_rest(std::vector<std::byte>& out, std::span<const std::int32_t> start, const pixel_scale& scale,
              const architecture& a, std::initializer_list<const Bounds*> bounds) {
  for (const std::int32_t x : start) put_integer(out, x);
  for (const std::int32_t edge : scale.edges) put_integer(out, edge);
  for (const std::int64_t n : identity(a)) put_integer(out, static_cast<double>(n));
  for (const Bounds* b : bounds) {
    put_integer(out, b->low);
    put_integer(out, b->high);
  }
}

/// The networks of a hierarchy and what goes in and out of them.
template <class Numbers>
struct networks {
  using network = typename Numbers::network;
  using number = typename Numbers::number;
  static constexpr number one = Numbers::one, bound = 512 * one;  // of |inputs|

  using bounds = bounds_of<Numbers>;
  using location_scale = location_scale_of<number>;

  architecture shape;
  std::vector<network> q, p, merge, groups;
  std::map<std::int64_t, network> features;  // by the groups' cell
  std::optional<network> context;
  std::vector<number> initial_state;             // of the ladder, cell by cell
  std::vector<std::vector<std::int64_t>> known;  // places that a group sees
  std::uint64_t multiply_adds = 0;               // of all networks
  bounds latent_mean, latent_log_scale, pixel_mean, pixel_log_scale, logit;

  /// `told(a network)` of each in the order of the fingerprint.
  template <class Told>
  networks(const safetensors& file, const Told& told)
      : shape{of_one_size(file)},
        latent_mean{-shape.latent_mean, shape.latent_mean},
        latent_log_scale{shape.latent_log_scale.low, shape.latent_log_scale.high},
        pixel_mean{shape.pixel_mean.low / 128, shape.pixel_mean.high / 128},
        pixel_log_scale{shape.pixel_log_scale.low, shape.pixel_log_scale.high},
        logit{-shape.logit, shape.logit} {
    const auto read = [&](const std::string& name, std::int64_t cell, std::int64_t in, const trunk_size& size,
                          std::int64_t out) {
      network n{file, name, counted(shape.height / cell), counted(shape.width / cell), shape.shorts()};
      if (n.inputs() != counted(in) || n.outputs() != counted(out) || n.width() != counted(size.width) ||
          n.blocks() != counted(size.blocks))
        throw corrupt_error("the model's network " + name + " does not fit the architecture");
      multiply_adds += n.multiply_adds();
      told(n);
      return n;
    };
    const std::int64_t all = shape.cell * shape.cell * seen_as(), wide = shape.p.width;
    if (top_down()) {
      context = read("context", shape.cell, all, shape.q, shape.q.width);
      read_initial_state(file);
    }
    std::int64_t below = all;
    for (std::size_t l = 0; l < shape.latents.size(); ++l) {
      const std::string n = std::to_string(l + 1);
      const std::int64_t channels = shape.latents[l];
      if (top_down()) {
        q.push_back(read("q" + n, shape.cell, wide + shape.q.width, shape.q, 2 * channels));
        p.push_back(read("p" + n, shape.cell, wide, shape.p, 2 * channels));
        merge.push_back(read("merge" + n, shape.cell, wide + channels, shape.p, wide));
        continue;
      }
      q.push_back(read("q" + n, shape.cell, below, shape.q, 2 * channels));
      below = channels;
      if (l + 1 < shape.latents.size())
        p.push_back(read("p" + n, shape.cell, shape.latents[l + 1], shape.p, 2 * channels));
    }
    for (std::size_t g = 0; g < shape.groups.size(); ++g) {
      const pixel_group& group = shape.groups[g];
      const std::int64_t finer = shape.cell / group.cell;
      if (!features.contains(group.cell))
        features.emplace(group.cell,
                         read("features" + std::to_string(group.cell), shape.cell,
                              top_down() ? wide : shape.latents[0], shape.p, shape.features * finer * finer));
      known.push_back(known_places(shape, g));
      groups.push_back(read("group" + std::to_string(g), group.cell,
                            shape.features + static_cast<std::int64_t>(known.back().size()) * seen_as(),
                            group.network, shape.outputs() * static_cast<std::int64_t>(group.places.size())));
    }
  }

  bool top_down() const { return shape.inference == "hilloc"; }
  std::int64_t seen_as() const { return shape.binary() ? 1 : 3; }  // channels of a pixel
  std::size_t cells(std::int64_t cell) const { return counted((shape.height / cell) * (shape.width / cell)); }

  /// Where place `place` of cell `c` of a grid of cells lies in the image.
  std::size_t pixel(std::int64_t cell, std::int64_t place, std::size_t c) const {
    const std::size_t columns = counted(shape.width / cell), size = counted(cell), at = counted(place);
    return (c / columns * size + at / size) * counted(shape.width) + c % columns * size + at % size;
  }

  /// Some places of all cells as networks see them, from channel `first` of `channels` on.
  void see(std::span<const std::uint8_t> x, std::int64_t cell, std::span<const std::int64_t> places,
           std::span<number> in, std::size_t channels, std::size_t first) const {
    for (std::size_t c = 0; c < cells(cell); ++c) {
      number* to = in.data() + c * channels + first;
      for (const std::int64_t place : places) {
        const number v = x[pixel(cell, place, c)];
        if (shape.binary()) {
          *to++ = v * one;
        } else {
          *to++ = v * one / 128;
          *to++ = v > 0 ? one : 0;
          *to++ = v > 251 ? one : 0;
        }
      }
    }
  }
  /// The whole image as networks on the latents' grid see it.
  std::vector<number> seen(std::span<const std::uint8_t> x) const {
    std::vector<std::int64_t> all(counted(shape.cell * shape.cell));
    std::iota(all.begin(), all.end(), std::int64_t{0});
    const std::size_t channels = all.size() * counted(seen_as());
    std::vector<number> in(cells(shape.cell) * channels);
    see(x, shape.cell, all, in, channels, 0);
    return in;
  }

  /// A network's outputs for inputs on its own grid.
  static std::vector<number> outputs_of(const network& n, std::span<const number> in) {
    std::vector<number> out(n.rows() * n.columns() * n.outputs());
    n.run(in, out);
    return out;
  }
  /// Channels of two grids side by side, within the bound of a network's inputs.
  std::vector<number> beside(std::span<const number> a, std::span<const number> b) const {
    const std::size_t grid = cells(shape.cell), of_a = a.size() / grid, of_b = b.size() / grid;
    std::vector<number> out;
    for (std::size_t c = 0; c < grid; ++c)
      for (const auto part : {a.subspan(c * of_a, of_a), b.subspan(c * of_b, of_b)})
        for (const number x : part) out.push_back(std::clamp(x, -bound, bound));
    return out;
  }
  /// a + b, within the bound.
  static void add(std::vector<number>& a, std::span<const number> b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::clamp(a[i] + b[i], -bound, bound);
  }

  /// Those of all latents of a level, cell by cell.
  std::vector<location_scale> parameters_from(const network& n, std::span<const number> in) const {
    const auto out = outputs_of(n, in);
    std::vector<location_scale> parameters;
    const std::size_t channels = n.outputs() / 2;
    for (std::size_t c = 0; c < cells(shape.cell); ++c)
      for (std::size_t i = 0; i < channels; ++i) {
        const number *mean = out.data() + c * n.outputs() + i, *log_scale = mean + channels;
        parameters.push_back({latent_mean(*mean), latent_log_scale(*log_scale)});
      }
    return parameters;
  }

  /// What the groups see of the numbers on the latents' grid that features are computed from, group by group.
  std::vector<std::vector<number>> features_of(std::span<const number> in) const {
    std::map<std::int64_t, std::vector<number>> of_cell;
    const std::size_t count = counted(shape.features), coarse = counted(shape.width / shape.cell);
    for (const auto& [cell, n] : features) {
      const auto out = outputs_of(n, in);
      // Depth to space: channel f * finer^2 + row * finer + column of a coarse cell.
      const std::size_t finer = counted(shape.cell / cell), columns = coarse * finer;
      auto& fine = of_cell[cell];
      for (std::size_t c = 0; c < cells(cell); ++c) {
        const std::size_t row = c / columns, column = c % columns,
                          from = row / finer * coarse + column / finer;
        for (std::size_t f = 0; f < count; ++f)
          fine.push_back(std::clamp(
              out[from * n.outputs() + (f * finer + row % finer) * finer + column % finer], -bound, bound));
      }
    }
    std::vector<std::vector<number>> out;
    for (const auto& group : shape.groups) out.push_back(of_cell.at(group.cell));
    return out;
  }

  /// What the network of group g says of its pixels, given its features and earlier groups: number n of place
  /// i of cell c is [(c * outputs + n) * places + i].
  std::vector<number> group_outputs(std::size_t g, std::span<const number> feature,
                                    std::span<const std::uint8_t> x) const {
    if (g >= groups.size()) throw domain_error("hierarchy: there is no such group");
    const auto& group = shape.groups[g];
    const std::size_t grid = cells(group.cell), channels = groups[g].inputs(), seen = counted(shape.features);
    if (feature.size() != grid * seen) throw domain_error("hierarchy: features of another model");
    std::vector<number> in(grid * channels);
    for (std::size_t c = 0; c < grid; ++c)
      std::copy_n(feature.begin() + static_cast<std::ptrdiff_t>(c * seen), seen,
                  in.begin() + static_cast<std::ptrdiff_t>(c * channels));
    see(x, group.cell, known[g], in, channels, seen);
    return outputs_of(groups[g], in);
  }

  void check_image(std::span<const std::uint8_t> x) const {
    if (x.size() != counted(shape.height * shape.width))
      throw domain_error("hierarchy: an image of another size");
    if (shape.binary() && std::ranges::any_of(x, [](std::uint8_t v) { return v > 1; }))
      throw domain_error("hierarchy: a pixel must be 0 or 1");
  }

 private:
  static architecture of_one_size(const safetensors& file) {
    architecture a = architecture_of(file);
    if (a.colour()) throw corrupt_error("the model is one in colour");
    return a;
  }
  void read_initial_state(const safetensors& file) {
    const std::size_t grid = cells(shape.cell), wide = counted(shape.p.width);
    const auto values = values_of(file, "start",
                                  std::array{std::size_t{1}, wide, counted(shape.height / shape.cell),
                                             counted(shape.width / shape.cell)});
    for (std::size_t c = 0; c < grid; ++c)
      for (std::size_t i = 0; i < wide; ++i) {
        const double x = values[i * grid + c];
        if (!(std::fabs(x) <= 512)) throw corrupt_error("the model's start is out of range");
        initial_state.push_back(Numbers::of(x));
      }
  }
};

}  // namespace ansatz::hierarchies
