#include <sleef.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <ieee_arithmetic.hpp>
#include <utility>
#include <variational/inference.hpp>
#include <variational/noisy_or_fit.hpp>
#include <vector>

namespace ansatz {
namespace {

constexpr std::size_t part = 500;   // images a round
constexpr std::size_t samples = 4;  // of the latents of an image
constexpr inference by_sweeps{.steps = 4, .precision = 24};

/// What is fitted: the probability with which each cause lights each pixel, the leak's first, and with
/// which it is on.
struct causes {
  std::size_t dims;
  std::vector<double> lights, on;

  double* of(std::size_t cause) { return lights.data() + cause * dims; }
  const double* of(std::size_t cause) const { return lights.data() + cause * dims; }
};

/// The level whose hazard is nearest to that of a probability by ratio; 0 below half of the least.
std::uint8_t level_of(double lights) {
  constexpr double log2_e = 0x1.71547652b82fep+0;
  const double hazard = -log2_e * Sleef_cinz_log1pd1_u10purec(-std::min(lights, 1 - 0x1p-16));
  if (!(hazard > 0x1p-17)) return 0;
  const double level = 240 + 12 * log2_e * Sleef_cinz_logd1_u10purec(hazard / 16);
  return static_cast<std::uint8_t>(std::clamp(level + 0.5, 1.0, 240.0));
}

noisy_or_parameters rounded(const causes& c) {
  noisy_or_parameters out{c.dims, {}, {}};
  for (std::size_t k = 1; k < c.on.size(); ++k)
    out.prior.push_back(static_cast<std::uint8_t>(std::clamp(128 * c.on[k] + 0.5, 1.0, 127.0)));
  for (const double lights : c.lights) out.levels.push_back(level_of(lights));
  for (std::size_t d = 0; d < c.dims; ++d) out.levels[d] = std::max<std::uint8_t>(out.levels[d], 1);
  return out;
}

/// The leak lights a part of what images light on average; each latent begins between that and an image of
/// its own.
causes beginning(std::span<const std::uint8_t> images, std::size_t dims, std::size_t latents,
                 std::uint64_t seed) {
  const std::size_t count = images.size() / dims;
  causes c{dims, std::vector<double>((latents + 1) * dims), std::vector<double>(latents + 1, 0.3)};
  for (std::size_t i = 0; i < images.size(); ++i) c.of(0)[i % dims] += images[i];
  for (std::size_t d = 0; d < dims; ++d) c.of(0)[d] *= 0.2 / static_cast<double>(count);
  const supply random = supply::seeded(seed);
  for (std::size_t k = 1; k <= latents; ++k) {
    const std::uint8_t* own = images.data() + random.word(k) % count * dims;
    for (std::size_t d = 0; d < dims; ++d) c.of(k)[d] = c.of(0)[d] + 0.25 * own[d];
  }
  c.on[0] = 1;
  return c;
}

/// Adds what an image says whose latents are these: which causes are on, and which are charged with what is
/// lit.
void charge(causes& sums, const causes& c, std::span<const std::uint8_t> x, std::uint32_t z, double weight) {
  std::vector<std::size_t> on{0};
  for (std::size_t k = 1; k < c.on.size(); ++k)
    if ((z >> (k - 1) & 1) != 0) on.push_back(k);
  for (const std::size_t k : on) sums.on[k] += weight;
  for (std::size_t d = 0; d < x.size(); ++d) {
    if (x[d] == 0) continue;
    double dark = 1;
    for (const std::size_t k : on) dark *= 1 - c.of(k)[d];
    const double share = weight / std::max(1 - dark, 1e-12);
    for (const std::size_t k : on) sums.of(k)[d] += share * c.of(k)[d];
  }
}

}  // namespace

noisy_or_parameters fit_noisy_or(std::span<const std::uint8_t> images, std::size_t dims, std::size_t latents,
                                 unsigned rounds, std::uint64_t seed, unsigned threads) {
  if (dims == 0 || images.size() < dims || images.size() % dims != 0)
    throw domain_error("noisy_or: no whole images to fit to");
  if (latents == 0 || latents > joint_table::most_latents) throw domain_error("noisy_or: 1 to 16 latents");
  if (std::ranges::any_of(images, [](std::uint8_t x) { return x > 1; }))
    throw domain_error("noisy_or: a pixel must be 0 or 1");
  require_ieee_arithmetic();
  const std::size_t count = images.size() / dims, used = std::min(part, count);
  causes c = beginning(images, dims, latents, seed);
  causes mean{dims, std::vector<double>(c.lights.size()), std::vector<double>(c.on.size())};
  std::vector<std::uint32_t> drawn(used * samples);
  double seen = 0;  // the weight of what parts before said
  for (unsigned round = 0; round < rounds; ++round) {
    const noisy_or model{rounded(c)};
    const auto image = [&](std::size_t i) { return images.subspan((round * used + i) % count * dims, dims); };
    in_parallel(used, threads, [&](std::uint64_t i) {
      const mean_field q = infer(model, model.joint(image(i)), image(i), by_sweeps);
      const supply random = supply::seeded(supply::seeded(seed + 1 + round).word(i));
      std::uint64_t next = 0;
      for (std::size_t s = 0; s < samples; ++s) {
        std::uint32_t z = 0;
        for (std::size_t k = 0; k < latents; ++k)
          if (random.word(next++) >> (64 - q.precision) < q.ones[k]) z |= std::uint32_t{1} << k;
        drawn[i * samples + s] = z;
      }
    });
    causes sums{dims, std::vector<double>(c.lights.size()), std::vector<double>(c.on.size())};
    const double weight = 1 / static_cast<double>(used * samples);
    for (std::size_t i = 0; i < drawn.size(); ++i) charge(sums, c, image(i / samples), drawn[i], weight);

    // Parts before fade, so that more of them count the longer it goes.
    const double kept = round == 0 ? 0 : std::min(0.5 + 0.02 * round, 0.9);
    seen = kept * seen + 1;
    for (std::size_t i = 0; i < mean.lights.size(); ++i)
      mean.lights[i] = kept * mean.lights[i] + sums.lights[i];
    for (std::size_t k = 0; k < mean.on.size(); ++k) mean.on[k] = kept * mean.on[k] + sums.on[k];
    for (std::size_t k = 0; k <= latents; ++k) {
      c.on[k] = mean.on[k] / seen;
      for (std::size_t d = 0; d < dims; ++d)
        c.of(k)[d] = std::min(mean.of(k)[d] / std::max(mean.on[k], 1e-6), 1 - 0x1p-16);
    }
    for (std::size_t d = 0; d < dims; ++d) c.of(0)[d] = std::max(c.of(0)[d], 1e-4);
  }
  return rounded(c);
}

}  // namespace ansatz
