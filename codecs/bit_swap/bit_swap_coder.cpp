#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/tally.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <hierarchy/private/losses.hpp>
#include <model/real_buckets.hpp>

namespace ansatz {
namespace {

constexpr const char* codec_name = "bit_swap";

/// What Bit-Swap pays where it pops the latents that this noise gives.
bits cost_of(const hierarchy& m, const std::vector<std::uint8_t>& x, const latent_noise& noise) {
  constexpr latent_precision precision;
  std::vector<std::vector<std::uint32_t>> z;
  bits sum;
  for (std::size_t l = 0; l < m.levels(); ++l) {
    const auto q = l == 0 ? m.infer(x) : m.infer(l, z[l - 1]);
    auto& at = z.emplace_back();
    for (std::size_t i = 0; i < q.size(); ++i)
      at.push_back(real::bucket_of(m.buckets(),
                                   real::value_of(q[i].mean) + noise[l][i] / (q[i].inverse_scale * 0x1p-16)));
    sum -= cost(detail::latent_codec("", m, q, precision.popped), at);
  }
  for (std::size_t l = 1; l < m.levels(); ++l)
    sum += cost(detail::latent_down{m, l, precision.pushed}(z[l]), z[l - 1]);
  sum += cost(detail::highest_latent(m, precision), z.back());
  return sum + cost(grouped_pixels{m, m.features(z.front())}, x);
}

}  // namespace

bit_swap_coder::bit_swap_coder(std::string name, safetensors weights)
    : hierarchy_coder{std::move(name), std::move(weights)} {
  if (networks().top_down())
    throw domain_error("bit_swap: the model infers from the top down: it is one for hilloc");
}

std::string bit_swap_coder::codec() const { return codec_name; }

void bit_swap_coder::push(metered<rans_stack>& s, const numbers& x) const {
  bit_swap_images(networks()).push(s, x);
}
bit_swap_coder::numbers bit_swap_coder::pop(rans_stack& s) const {
  return bit_swap_images(networks()).pop(s);
}
bit_swap_coder::numbers bit_swap_coder::draw(rans_stack& s) const {
  const auto codec = bit_swap_images(networks());
  return codec.likelihood(codec.prior.pop(s)).pop(s);
}

std::optional<rate_losses> bit_swap_coder::losses(const data_set& data, std::uint64_t seed) const {
  expect_suitable(data);
  const auto& images = std::get<image_set>(data);
  return losses_of(weights(), networks(), numbers_of(images, 0, images.size()), seed,
                   [&](const auto& x, const auto& noise) { return cost_of(networks(), x, noise); });
}

codec_entry bit_swap_entry() {
  return hierarchy_entry<bit_swap_coder>(
      codec_name, "images of one size through a hierarchy of latents, each inferred from the one below it",
      false);
}

}  // namespace ansatz
