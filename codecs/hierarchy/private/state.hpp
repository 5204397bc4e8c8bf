#pragma once
#include <algorithm>
#include <ansatz/model/softmax.hpp>
#include <ansatz/net/residual_network.hpp>
#include <cstddef>
#include <cstdint>
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/private/architecture.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// The networks of a hierarchy and what goes in and out of them.
struct hierarchy::state {
  static constexpr std::int32_t one = 1 << residual_network::bits;
  static constexpr int value_shift = 24 - residual_network::bits;  // from Q16 to the models' Q24
  static std::size_t counted(std::int64_t n) { return static_cast<std::size_t>(n); }

  /// A range of the architecture, Q16.
  struct bounds {
    std::int32_t low, high;
    bounds(double from, double to);
    std::int32_t operator()(std::int32_t x) const { return std::clamp(x, low, high); }
  };

  hierarchies::architecture shape;
  pixel_scale scale;
  gaussian_buckets buckets = even_buckets(1u << bucket_bits, -(std::int64_t{16} << 24), 1 << (24 - 6));
  std::vector<residual_network> q, p, merge, groups;
  std::map<std::int64_t, residual_network> features;  // by the groups' cell
  std::optional<residual_network> context;
  std::vector<std::int32_t> start;               // of the ladder, cell by cell, Q16
  std::vector<std::vector<std::int64_t>> known;  // places that a group sees
  bounds latent_mean, latent_log_scale, pixel_mean, pixel_log_scale, logit;
  std::uint64_t fingerprint = 0;

  explicit state(const safetensors& file);

  bool top_down() const { return shape.inference == "hilloc"; }
  std::size_t cells(std::int64_t cell) const { return counted((shape.height / cell) * (shape.width / cell)); }
  /// Where place `place` of cell `c` of a grid of cells lies in the image.
  std::size_t pixel(std::int64_t cell, std::int64_t place, std::size_t c) const;

  /// The whole image as networks on the latents' grid see it.
  std::vector<std::int32_t> seen(std::span<const std::uint8_t> x) const;
  /// Some places of all cells as networks see them, from channel `first` of `channels` on.
  void see(std::span<const std::uint8_t> x, std::int64_t cell, std::span<const std::int64_t> places,
           std::span<std::int32_t> in, std::size_t channels, std::size_t first) const;

  /// A network's outputs for inputs on its own grid.
  static std::vector<std::int32_t> outputs_of(const residual_network& n, std::span<const std::int32_t> in);
  /// Channels of two grids side by side, within the bound of a network's inputs.
  std::vector<std::int32_t> beside(std::span<const std::int32_t> a, std::span<const std::int32_t> b) const;

  /// Mean and log scale of each latent, Q16, cell by cell.
  struct law {
    std::int32_t mean, log_scale;
  };
  std::vector<law> laws_from(const residual_network& n, std::span<const std::int32_t> in) const;

  /// What groups see of the numbers on the latents' grid that features are computed from.
  features_type features_of(std::span<const std::int32_t> in) const;

  void check_image(std::span<const std::uint8_t> x) const;
};

}  // namespace ansatz
