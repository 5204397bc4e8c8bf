#include <ansatz/stack/tally.hpp>
#include <hierarchy/private/losses.hpp>
#include <hilloc/hilloc.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <model/real_buckets.hpp>

namespace ansatz {
namespace {

/// What HiLLoC pays where it pops the latents that this noise gives.
bits cost_of(const hierarchy& m, const std::vector<std::uint8_t>& x, const latent_noise& noise) {
  ladder walk{m, x};
  ladder_latents z;
  while (walk.level() > 0) {
    const auto q = walk.posterior();
    auto& at = z.emplace_back();
    for (std::size_t i = 0; i < q.size(); ++i)
      at.push_back(real::bucket_of(
          m.buckets(),
          real::value_of(q[i].mean) + noise.levels[walk.level() - 1][i] / (q[i].inverse_stddev * 0x1p-16)));
    walk.take(at);
  }
  const auto codec = hilloc_images(m);
  return cost(codec.prior, z) + cost(codec.likelihood(z), x) - cost(codec.posterior(x), z);
}

}  // namespace

hierarchy_composition hilloc_composition() {
  return composed(
      "hilloc", "images of one size through a hierarchy of latents, inferred from the top down", true,
      [](const hierarchy& m) { return hilloc_images(m); }, cost_of);
}

codec_entry hilloc_entry() { return hierarchy_entry(hilloc_composition()); }

}  // namespace ansatz
