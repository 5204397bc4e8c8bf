#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <array>
#include <cmath>
#include <hierarchy/private/state.hpp>
#include <net/exact.hpp>
#include <net/real_layer.hpp>
#include <numeric>
#include <utility>

namespace ansatz {
namespace {

using hierarchies::architecture;

architecture architecture_of(const safetensors& file) {
  const auto at = file.metadata().find("architecture");
  if (at == file.metadata().end()) throw corrupt_error("the model has no architecture in its metadata");
  architecture a = hierarchies::parse_architecture(at->second);
  if (a.latent_mean > 15 || a.latent_log_scale.low < -8 || a.latent_log_scale.high > 8 ||
      a.pixel_log_scale.low < -4 || a.pixel_log_scale.high > 10 || a.pixel_mean.low < -8000 ||
      a.pixel_mean.high > 8000 || a.logit > 1000 || a.height * a.width > 1 << 16)
    throw corrupt_error("the model's bounds are beyond what can be coded");
  return a;
}

/// Widths of grey values in Q24, 128 of them being 1.
pixel_scale scale_of(const architecture& a, const safetensors& file) {
  pixel_scale s;
  if (a.binary()) return s;
  const auto edges = values_of(file, "edges", std::array<std::size_t, 1>{257});
  for (std::size_t v = 0; v < edges.size(); ++v) {
    if (!(std::fabs(edges[v]) < 8192)) throw corrupt_error("the model's edges are out of range");
    s.edges[v] = static_cast<std::int32_t>(round_half_even(edges[v] * 0x1p17));
  }
  for (const std::int64_t atom : a.atoms) s.atoms.push_back(static_cast<std::uint8_t>(atom));
  try {
    s.check();
  } catch (const domain_error& e) {
    throw corrupt_error(std::string{"the model's "} + e.what());
  }
  return s;
}

}  // namespace

hierarchy::state::bounds::bounds(double from, double to)
    : low{static_cast<std::int32_t>(round_half_even(from * one))},
      high{static_cast<std::int32_t>(round_half_even(to * one))} {}

hierarchy::state::state(const safetensors& file)
    : shape{architecture_of(file)},
      scale{scale_of(shape, file)},
      latent_mean{-shape.latent_mean, shape.latent_mean},
      latent_log_scale{shape.latent_log_scale.low, shape.latent_log_scale.high},
      pixel_mean{shape.pixel_mean.low / 128, shape.pixel_mean.high / 128},
      pixel_log_scale{shape.pixel_log_scale.low, shape.pixel_log_scale.high},
      logit{-shape.logit, shape.logit} {
  std::vector<std::byte> identity;
  const auto network = [&](const std::string& name, std::int64_t cell, std::int64_t in, std::int64_t out) {
    residual_network n{file, name, counted(shape.height / cell), counted(shape.width / cell)};
    if (n.inputs() != counted(in) || n.outputs() != counted(out))
      throw corrupt_error("the model's network " + name + " does not fit the architecture");
    const auto part = n.identity();
    identity.insert(identity.end(), part.begin(), part.end());
    return n;
  };
  const std::int64_t seen_as = shape.binary() ? 1 : 3, all = shape.cell * shape.cell * seen_as,
                     wide = shape.p.width;
  if (top_down()) {
    context = network("context", shape.cell, all, shape.q.width);
    const auto values =
        values_of(file, "start",
                  std::array{std::size_t{1}, counted(wide), counted(shape.height / shape.cell),
                             counted(shape.width / shape.cell)});
    const std::size_t grid = cells(shape.cell);
    for (std::size_t c = 0; c < grid; ++c)
      for (std::size_t i = 0; i < counted(wide); ++i) {
        const double x = round_half_even(values[i * grid + c] * one);
        if (!(std::fabs(x) <= residual_network::bound))
          throw corrupt_error("the model's start is out of range");
        start.push_back(static_cast<std::int32_t>(x));
        put_integer(identity, x);
      }
  }
  std::int64_t below = all;
  for (std::size_t l = 0; l < shape.latents.size(); ++l) {
    const std::string number = std::to_string(l + 1);
    const std::int64_t channels = shape.latents[l];
    if (top_down()) {
      q.push_back(network("q" + number, shape.cell, wide + shape.q.width, 2 * channels));
      p.push_back(network("p" + number, shape.cell, wide, 2 * channels));
      merge.push_back(network("merge" + number, shape.cell, wide + channels, wide));
      continue;
    }
    q.push_back(network("q" + number, shape.cell, below, 2 * channels));
    below = channels;
    if (l + 1 < shape.latents.size())
      p.push_back(network("p" + number, shape.cell, shape.latents[l + 1], 2 * channels));
  }
  for (std::size_t g = 0; g < shape.groups.size(); ++g) {
    const auto& group = shape.groups[g];
    const std::int64_t finer = shape.cell / group.cell;
    if (!features.contains(group.cell))
      features.emplace(group.cell,
                       network("features" + std::to_string(group.cell), shape.cell,
                               top_down() ? wide : shape.latents[0], shape.features * finer * finer));
    known.push_back(hierarchies::known_places(shape, g));
    groups.push_back(network("group" + std::to_string(g), group.cell,
                             shape.features + static_cast<std::int64_t>(known.back().size()) * seen_as,
                             shape.outputs() * static_cast<std::int64_t>(group.places.size())));
  }
  for (const std::int32_t edge : scale.edges) put_integer(identity, edge);
  for (const char c : hierarchies::format_architecture(shape)) identity.push_back(static_cast<std::byte>(c));
  fingerprint = hash64(identity);
}

std::size_t hierarchy::state::pixel(std::int64_t cell, std::int64_t place, std::size_t c) const {
  const std::size_t columns = counted(shape.width / cell), size = counted(cell), at = counted(place);
  return (c / columns * size + at / size) * counted(shape.width) + c % columns * size + at % size;
}

std::vector<std::int32_t> hierarchy::state::seen(std::span<const std::uint8_t> x) const {
  std::vector<std::int64_t> all(counted(shape.cell * shape.cell));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  const std::size_t channels = all.size() * (shape.binary() ? 1 : 3);
  std::vector<std::int32_t> in(cells(shape.cell) * channels);
  see(x, shape.cell, all, in, channels, 0);
  return in;
}

void hierarchy::state::see(std::span<const std::uint8_t> x, std::int64_t cell,
                           std::span<const std::int64_t> places, std::span<std::int32_t> in,
                           std::size_t channels, std::size_t first) const {
  for (std::size_t c = 0; c < cells(cell); ++c) {
    std::int32_t* to = in.data() + c * channels + first;
    for (const std::int64_t place : places) {
      const std::int32_t v = x[pixel(cell, place, c)];
      if (shape.binary()) {
        *to++ = v * one;
      } else {
        *to++ = v * (one / 128);
        *to++ = v > 0 ? one : 0;
        *to++ = v > 251 ? one : 0;
      }
    }
  }
}

std::vector<std::int32_t> hierarchy::state::outputs_of(const residual_network& n,
                                                       std::span<const std::int32_t> in) {
  std::vector<std::int32_t> out(n.rows() * n.columns() * n.outputs());
  n.run(in, out);
  return out;
}

std::vector<std::int32_t> hierarchy::state::beside(std::span<const std::int32_t> a,
                                                   std::span<const std::int32_t> b) const {
  const std::size_t grid = cells(shape.cell), of_a = a.size() / grid, of_b = b.size() / grid;
  std::vector<std::int32_t> out;
  for (std::size_t c = 0; c < grid; ++c)
    for (const auto part : {a.subspan(c * of_a, of_a), b.subspan(c * of_b, of_b)})
      for (const std::int32_t x : part)
        out.push_back(std::clamp(x, -residual_network::bound, residual_network::bound));
  return out;
}

std::vector<hierarchy::state::law> hierarchy::state::laws_from(const residual_network& n,
                                                               std::span<const std::int32_t> in) const {
  const auto out = outputs_of(n, in);
  std::vector<law> laws;
  const std::size_t channels = n.outputs() / 2;
  for (std::size_t c = 0; c < cells(shape.cell); ++c)
    for (std::size_t i = 0; i < channels; ++i) {
      const std::int32_t *mean = out.data() + c * n.outputs() + i, *log_scale = mean + channels;
      laws.push_back({latent_mean(*mean), latent_log_scale(*log_scale)});
    }
  return laws;
}

hierarchy::features_type hierarchy::state::features_of(std::span<const std::int32_t> in) const {
  std::map<std::int64_t, std::vector<std::int32_t>> of_cell;
  const std::size_t count = counted(shape.features), coarse = counted(shape.width / shape.cell);
  for (const auto& [cell, network] : this->features) {
    const auto out = outputs_of(network, in);
    // Depth to space: channel f * finer^2 + row * finer + column of a coarse cell.
    const std::size_t finer = counted(shape.cell / cell), columns = coarse * finer;
    auto& fine = of_cell[cell];
    for (std::size_t c = 0; c < cells(cell); ++c) {
      const std::size_t row = c / columns, column = c % columns, from = row / finer * coarse + column / finer;
      for (std::size_t f = 0; f < count; ++f) {
        const std::int32_t value =
            out[from * network.outputs() + (f * finer + row % finer) * finer + column % finer];
        fine.push_back(std::clamp(value, -residual_network::bound, residual_network::bound));
      }
    }
  }
  features_type out;
  for (const auto& group : shape.groups) out.of_group.push_back(of_cell.at(group.cell));
  return out;
}

void hierarchy::state::check_image(std::span<const std::uint8_t> x) const {
  if (x.size() != counted(shape.height * shape.width))
    throw domain_error("hierarchy: an image of another size");
  if (shape.binary() && std::ranges::any_of(x, [](std::uint8_t v) { return v > 1; }))
    throw domain_error("hierarchy: a pixel must be 0 or 1");
}

}  // namespace ansatz
