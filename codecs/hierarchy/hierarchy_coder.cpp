#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/combinator/warm_start.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <hierarchy/hierarchy_coder.hpp>
#include <hierarchy/plain_images.hpp>
#include <hierarchy/private/losses.hpp>
#include <hierarchy/private/networks.hpp>
#include <utility>

namespace ansatz {
namespace {

constexpr std::uint64_t suggested_chains = 4;

std::string millions(std::uint64_t n) {
  return std::to_string(n / 1000000) + "." + std::to_string(n / 100000 % 10) + " million";
}

}  // namespace

bits warm_start_bits(const hierarchy& model) {
  std::size_t latents = model.latents(1);
  for (std::size_t l = 2; model.top_down() && l <= model.levels(); ++l) latents += model.latents(l);
  return bits::whole(static_cast<std::int64_t>(latents * model.latent_bits()));
}

bool infers_top_down(const safetensors& weights) {
  return hierarchies::architecture_of(weights).inference == "hilloc";
}

const model_folder& hierarchy_folder() {
  static const model_folder folder{"hierarchy", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return folder;
}

hierarchy_coder::hierarchy_coder(std::string name, safetensors weights)
    : name_{std::move(name)}, weights_{std::move(weights)}, model_{weights_} {}

std::string hierarchy_coder::description() const {
  return std::string{model_.binary() ? "binary" : "grey"} + ", " + std::to_string(model_.height()) + "x" +
         std::to_string(model_.width()) + ", " + std::to_string(model_.levels()) + " levels, " +
         millions(model_.multiply_adds()) + " multiply-adds an image";
}

std::string hierarchy_coder::objection(const data_set& data) const {
  return image_objection(data, {.pixels = model_.pixels(), .binary = model_.binary()});
}

container hierarchy_coder::compress(const data_set& data, const coding_options& options,
                                    coding_account* account, const items_told& told) const {
  expect_suitable(data);
  if (!options.parameters.empty())
    throw domain_error(codec() + " has no parameter " + printable(options.parameters.begin()->first) +
                       "; it has none");
  const auto& images = std::get<image_set>(data);
  container header = header_for(codec(), fingerprint(), data);
  header.seed = options.seed;
  const auto simple = plain_images(model_);
  const bits enough = warm_start_bits(model_);
  const auto push_part = [&](metered<rans_stack>& s, std::uint64_t first, std::uint64_t count,
                             const items_told& tell) {
    std::uint64_t plain = 0;
    for (std::uint64_t i = first + count; i-- > first;) {
      if (plain == first + count - 1 - i && s.net() < enough) {
        simple.push(s, images[i].pixels);
        ++plain;
      } else {
        push(s, images[i].pixels);
      }
      tell(1);
    }
    return std::vector{plain};
  };
  const std::uint64_t chains =
      options.chains > 0 ? options.chains : std::clamp<std::uint64_t>(images.size(), 1, suggested_chains);
  return push_chains(std::move(header), images.size(), chains, options.threads, push_part, account, told);
}

data_set hierarchy_coder::decompress(const container& file, unsigned threads, const items_told& told) const {
  expect_own(file);
  if (!file.parameters.empty())
    throw corrupt_error("the file's parameters are none that " + codec() + " writes");
  const auto simple = plain_images(model_);
  return decoded_images(
      file, {.pixels = model_.pixels()}, threads, told,
      [&](rans_stack& s, const container::chain& chain, std::span<image> images, const items_told& tell) {
        if (chain.phases.size() != 1)
          throw corrupt_error("the chain has other phases than " + codec() + " goes through");
        for (std::size_t i = 0; i < images.size(); ++i) {
          images[i].pixels = i < images.size() - chain.phases[0] ? pop(s) : simple.pop(s);
          tell(1);
        }
      });
}

data_set hierarchy_coder::sample(std::uint64_t items, std::uint64_t seed) const {
  rans_stack s{supply::seeded(seed)};
  image_set out(items);
  for (image& x : out) {
    x.shape = {static_cast<std::uint32_t>(model_.height()), static_cast<std::uint32_t>(model_.width()), 1};
    x.pixels = draw(s);
  }
  return out;
}

std::optional<bits> hierarchy_coder::ideal(const data_set& data, std::uint64_t seed) const {
  expect_suitable(data);
  const auto& images = std::get<image_set>(data);
  return ideal_of(weights_, model_, numbers_of(images, 0, images.size()), seed);
}

}  // namespace ansatz
