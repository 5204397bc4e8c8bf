#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/combinator/warm_start.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <hierarchy/colour_coder.hpp>
#include <hierarchy/hierarchy_coder.hpp>
#include <hierarchy/plain_images.hpp>
#include <hierarchy/private/losses.hpp>
#include <hierarchy/private/networks.hpp>
#include <utility>

namespace ansatz {

std::string millions(std::uint64_t n) {
  return std::to_string(n / 1000000) + "." + std::to_string(n / 100000 % 10) + " million";
}

namespace {

/// Images, the last ones of which are plain.
template <class S, class Plain, class Pop>
data_set popped(S& s, const data_shape& shape, std::uint64_t plain, const Plain& simple, const Pop& pop,
                const hierarchy& model, const items_told& told) {
  image_set images = blank_images(shape);
  for (std::size_t i = 0; i < images.size(); ++i) {
    next_items(s, i);
    images[i].pixels = i < images.size() - plain ? pop(model, s) : simple.pop(s);
    told(1);
  }
  return images;
}

}  // namespace

hierarchy_coder::hierarchy_coder(hierarchy_composition how, std::string name, safetensors weights)
    : how_{std::move(how)}, name_{std::move(name)}, weights_{std::move(weights)}, model_{weights_} {
  if (model_.top_down() != how_.top_down)
    throw domain_error(how_.codec + (how_.top_down
                                         ? ": the model infers from level to level: it is one for bit_swap"
                                         : ": the model infers from the top down: it is one for hilloc"));
}

std::string hierarchy_coder::description() const {
  return std::string{model_.binary() ? "binary" : "grey"} + ", " + std::to_string(model_.height()) + "x" +
         std::to_string(model_.width()) + ", " + std::to_string(model_.levels()) + " levels, " +
         millions(model_.multiply_adds()) + " multiply-adds an image";
}

std::string hierarchy_coder::shape_objection(const data_shape& shape) const {
  return grey_objection(shape, static_cast<std::uint32_t>(model_.height()),
                        static_cast<std::uint32_t>(model_.width()));
}
std::string hierarchy_coder::value_objection(const data_set& data) const {
  return model_.binary() ? binary_objection(data) : "";
}

std::vector<std::uint64_t> hierarchy_coder::push(metered<rans_stack>& s, const data_view& items,
                                                 const coding_options&, const items_told& told) const {
  const auto images = std::get<std::span<const image>>(items);
  const auto simple = plain_images(model_);
  const bits enough = warm_start_bits(model_);
  std::uint64_t plain = 0;
  for (std::uint64_t i = images.size(); i-- > 0;) {
    if (plain == images.size() - 1 - i && s.net() < enough) {
      simple.push(s, images[i].pixels);
      ++plain;
    } else {
      how_.one_size.push(model_, s, images[i].pixels);
    }
    told(1);
  }
  return {plain};
}

data_set hierarchy_coder::pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t> phases,
                              const parameter_values&, const items_told& told) const {
  return popped(s, shape, phases[0], plain_images(model_), how_.one_size.pop, model_, told);
}

data_set hierarchy_coder::pop_itemised(itemised<rans_stack>& s, const data_shape& shape,
                                       std::span<const std::uint64_t> phases, const parameter_values&,
                                       const items_told& told) const {
  return popped(s, shape, phases[0], plain_images(model_), how_.one_size.pop_itemised, model_, told);
}

data_set hierarchy_coder::sample(std::uint64_t items, std::uint64_t seed) const {
  if (items > std::uint64_t{1} << 32)
    throw domain_error(how_.codec + ": at most 2^32 images are drawn at once");
  rans_stack s{supply::seeded(seed)};
  image_set out(items);
  for (image& x : out) {
    x.shape = {static_cast<std::uint32_t>(model_.height()), static_cast<std::uint32_t>(model_.width()), 1};
    x.pixels = how_.one_size.draw(model_, s);
  }
  return out;
}

std::optional<bits> hierarchy_coder::find_ideal(const data_set& data, std::uint64_t seed) const {
  latent_losses<hierarchy> sum{weights_, seed};
  for (const image& x : std::get<image_set>(data)) sum.add(model_, x.pixels);
  return sum.ideal();
}

std::optional<rate_losses> hierarchy_coder::find_losses(const data_set& data, std::uint64_t seed) const {
  latent_losses<hierarchy> sum{weights_, seed};
  for (const image& x : std::get<image_set>(data)) sum.add(model_, x.pixels, how_.one_size.cost);
  return sum.losses();
}

codec_entry hierarchy_entry(const hierarchy_composition& how) {
  static const model_folder folder{"hierarchy", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return {.name = how.codec,
          .summary = how.summary,
          .models = &folder,
          .load = [how](const std::filesystem::path& path) -> std::unique_ptr<coder> {
            safetensors weights = safetensors::load(path);
            const auto shape = hierarchies::architecture_of(weights);
            if ((shape.inference == "hilloc") != how.top_down) return nullptr;
            std::unique_ptr<coder> out;
            if (shape.colour())
              out = std::make_unique<colour_coder>(how, path.stem().string(), std::move(weights));
            else
              out = std::make_unique<hierarchy_coder>(how, path.stem().string(), std::move(weights));
            expect_promised(path, out->fingerprint());
            return out;
          }};
}

}  // namespace ansatz
