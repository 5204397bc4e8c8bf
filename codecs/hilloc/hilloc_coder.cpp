#include <ansatz/stack/tally.hpp>
#include <hierarchy/private/losses.hpp>
#include <hilloc/hilloc.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <model/real_buckets.hpp>

namespace ansatz {
namespace {

/// What HiLLoC pays where it pops the latents that this noise gives.
template <class Hierarchy>
bits cost_of(const Hierarchy& m, const std::vector<std::uint8_t>& x, const latent_noise& noise) {
  decltype(ladder_of(m)) walk{m, x};
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
  const auto images = [](const auto& m) { return hilloc_images(m); };
  return {
      "hilloc",
      "images of one size, or in colour of any, through a hierarchy of latents, inferred from the top down",
      true, composed<hierarchy>(images, cost_of<hierarchy>),
      composed<colour_hierarchy>(images, cost_of<colour_hierarchy>)};
}

codec_entry hilloc_entry() { return hierarchy_entry(hilloc_composition()); }

}  // namespace ansatz
