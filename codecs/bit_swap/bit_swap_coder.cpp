#include <ansatz/stack/tally.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <hierarchy/private/losses.hpp>
#include <model/real_buckets.hpp>

namespace ansatz {
namespace {

/// What Bit-Swap pays where it pops the latents that this noise gives.
template <class Hierarchy>
bits cost_of(const Hierarchy& m, const std::vector<std::uint8_t>& x, const latent_noise& noise) {
  constexpr latent_precision precision;
  std::vector<std::vector<std::uint32_t>> z;
  bits sum;
  for (std::size_t l = 0; l < m.levels(); ++l) {
    const auto q = l == 0 ? m.infer(x) : m.infer(l, z[l - 1]);
    auto& at = z.emplace_back();
    for (std::size_t i = 0; i < q.size(); ++i)
      at.push_back(real::bucket_of(
          m.buckets(), real::value_of(q[i].mean) + noise.levels[l][i] / (q[i].inverse_scale * 0x1p-16)));
    sum -= cost(detail::latent_codec("", m, q, precision.popped), at);
  }
  for (std::size_t l = 1; l < m.levels(); ++l)
    sum += cost(detail::latent_given<Hierarchy>{m, l, precision.pushed, false}(z[l]), z[l - 1]);
  sum += cost(detail::highest_latent(m, precision), z.back());
  return sum + cost(pixels_of(m, m.features(z.front())), x);
}

}  // namespace

hierarchy_composition bit_swap_composition() {
  const auto images = [](const auto& m) { return bit_swap_images(m); };
  return {"bit_swap",
          "images of one size, or in colour of any, through a hierarchy of latents, each inferred from the "
          "one below it",
          false, composed<hierarchy>(images, cost_of<hierarchy>),
          composed<colour_hierarchy>(images, cost_of<colour_hierarchy>)};
}

codec_entry bit_swap_entry() { return hierarchy_entry(bit_swap_composition()); }

}  // namespace ansatz
