#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/tally.hpp>
#include <hierarchy/private/losses.hpp>
#include <hilloc/hilloc.hpp>
#include <hilloc/hilloc_coder.hpp>
#include <model/real_buckets.hpp>

namespace ansatz {
namespace {

constexpr const char* codec_name = "hilloc";

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
          real::value_of(q[i].mean) + noise[walk.level() - 1][i] / (q[i].inverse_stddev * 0x1p-16)));
    walk.take(at);
  }
  const auto codec = hilloc_images(m);
  return cost(codec.prior, z) + cost(codec.likelihood(z), x) - cost(codec.posterior(x), z);
}

}  // namespace

hilloc_coder::hilloc_coder(std::string name, safetensors weights)
    : hierarchy_coder{std::move(name), std::move(weights)} {
  if (!networks().top_down())
    throw domain_error("hilloc: the model infers from level to level: it is one for bit_swap");
}

std::string hilloc_coder::codec() const { return codec_name; }

void hilloc_coder::push(metered<rans_stack>& s, const numbers& x) const {
  hilloc_images(networks()).push(s, x);
}
hilloc_coder::numbers hilloc_coder::pop(rans_stack& s) const { return hilloc_images(networks()).pop(s); }
hilloc_coder::numbers hilloc_coder::draw(rans_stack& s) const {
  const auto codec = hilloc_images(networks());
  return codec.likelihood(codec.prior.pop(s)).pop(s);
}

std::optional<rate_losses> hilloc_coder::losses(const data_set& data, std::uint64_t seed) const {
  expect_suitable(data);
  const auto& images = std::get<image_set>(data);
  return losses_of(weights(), networks(), numbers_of(images, 0, images.size()), seed,
                   [&](const auto& x, const auto& noise) { return cost_of(networks(), x, noise); });
}

codec_entry hilloc_entry() {
  return hierarchy_entry<hilloc_coder>(
      codec_name, "images of one size through a hierarchy of latents, inferred from the top down", true);
}

}  // namespace ansatz
