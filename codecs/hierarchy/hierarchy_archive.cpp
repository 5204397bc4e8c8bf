#include <algorithm>
#include <ansatz/combinator/warm_start.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <hierarchy/hierarchy_archive.hpp>
#include <hierarchy/plain_images.hpp>
#include <hilloc/hilloc.hpp>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {
namespace {

using grey_image = std::vector<std::uint8_t>;

/// A codec that tells when it has coded an image.
template <class Codec>
struct telling {
  using symbol_type = grey_image;
  Codec inner;
  const image_progress* told;

  template <class S>
  void push(S& s, const grey_image& x) const {
    inner.push(s, x);
    (*told)(1);
  }
  template <class S>
  grey_image pop(S& s) const {
    grey_image x = inner.pop(s);
    (*told)(1);
    return x;
  }
};
template <class Codec>
telling(Codec, const image_progress*) -> telling<Codec>;

const char* codec_name(const hierarchy& m) { return m.top_down() ? "hilloc" : "bit_swap"; }

/// use(the codec of images that the model was trained for).
template <class Use>
void with_codec(const hierarchy& m, Use use) {
  if (m.top_down())
    use(hilloc_images(m));
  else
    use(bit_swap_images(m));
}

}  // namespace

bits warm_start_bits(const hierarchy& model) {
  std::size_t latents = model.latents(1);
  for (std::size_t l = 2; model.top_down() && l <= model.levels(); ++l) latents += model.latents(l);
  return bits::whole(static_cast<std::int64_t>(latents * model.latent_bits()));
}

container compress_images(const hierarchy& model, const idx_array& images, const hierarchy_options& options,
                          image_account* account, const image_progress& progress) {
  if (model.binary() && std::ranges::any_of(images.data, [](std::uint8_t v) { return v > 1; }))
    throw domain_error("the model is for binary pixels, 0 and 1; these go beyond");
  const container header{.codec = codec_name(model), .model = model.fingerprint(), .seed = options.seed};
  const auto simple = plain_images(model);
  const auto push = [&](metered<rans_stack>& s, std::span<const std::uint8_t> rows,
                        const image_progress& told) {
    const auto chain = images_of(rows, model.pixels());
    const std::size_t first = warm_start_count(simple, chain, warm_start_bits(model));
    with_codec(model, [&](const auto& codec) {
      warm_start(chain.size(), first, telling{simple, &told}, telling{codec, &told}).push(s, chain);
    });
    return std::uint64_t{first};
  };
  return compress_chains(header, images, model.pixels(), options.chains, options.threads, push, account,
                         progress);
}

idx_array decompress_images(const hierarchy& model, const container& file, unsigned threads,
                            const image_progress& progress) {
  expect_origin(file, codec_name(model), model.fingerprint(), model.pixels());
  if (!file.parameters.empty() || file.block != 1 || file.lanes != 1)
    throw corrupt_error("the file's parameters are none of this codec's");
  const auto simple = plain_images(model);
  const auto pop = [&](rans_stack& s, const container::chain& chain, const image_progress& told) {
    std::vector<std::uint8_t> rows;
    with_codec(model, [&](const auto& codec) {
      for (const grey_image& x :
           warm_start(chain.count, chain.start, telling{simple, &told}, telling{codec, &told}).pop(s))
        rows.insert(rows.end(), x.begin(), x.end());
    });
    return rows;
  };
  return decompress_chains(file, threads, pop, progress);
}

idx_array sample_images(const hierarchy& model, std::uint64_t count, std::uint64_t seed) {
  idx_array images{{count, model.height(), model.width()}, {}};
  rans_stack s{supply::seeded(seed)};
  with_codec(model, [&](const auto& codec) {
    for (std::uint64_t i = 0; i < count; ++i) {
      const grey_image x = codec.likelihood(codec.prior.pop(s)).pop(s);
      images.data.insert(images.data.end(), x.begin(), x.end());
    }
  });
  return images;
}

}  // namespace ansatz
