#include <fmt/format.h>

#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <array>
#include <mixture/measure.hpp>
#include <mixture/mixture.hpp>

namespace ansatz::experiment {

mixture_cost two_gaussians(double distance, std::uint64_t count) {
  const bucket_set buckets = equal_mass_buckets(8);
  const auto mean = static_cast<std::int32_t>(distance * 0x1p24);
  const auto component = [&buckets, mean](std::uint32_t k) {
    return floored_gaussian_model{buckets, {.mean = k == 0 ? -mean : mean, .inverse_stddev = 1 << 16}, 24};
  };
  const auto codec = mixture(categorical_model::from_counts(std::array{1u, 1u}), component);
  rans_stack random{supply::seeded(1)};
  std::vector<std::uint32_t> draws;
  for (std::uint64_t i = 0; i < count; ++i)
    draws.push_back(modelled(component(uniform(2).pop(random))).pop(random));
  const auto freq = [&](std::uint32_t k, std::uint32_t x) { return component(k).interval_of(x).freq; };
  mixture_cost c = measured(
      codec, draws,
      [&](std::uint32_t x) { return bits::whole(25) - log2_of(std::uint64_t{freq(0, x)} + freq(1, x)); },
      [&](std::uint32_t x) { return freq(0, x) >= freq(1, x) ? 0u : 1u; });
  c.data = fmt::format("two Gaussians, means +-{:g}", distance);
  c.unit = "bits/draw";
  c.scale = 1 / static_cast<double>(count);
  return c;
}

}  // namespace ansatz::experiment
