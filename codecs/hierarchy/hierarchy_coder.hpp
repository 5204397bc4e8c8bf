#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <functional>
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/hierarchy.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ansatz {

/// What a stack should hold when an image with latents is pushed: a bucket's whole index for each latent that is popped
/// before anything is pushed.
template <class Hierarchy>
bits warm_start_bits(const Hierarchy& model) {
  std::size_t latents = model.latents(1);
  for (std::size_t l = 2; model.top_down() && l <= model.levels(); ++l) latents += model.latents(l);
  return bits::whole(static_cast<std::int64_t>(latents * model.latent_bits()));
}

/// Standard noise of the latents; in private/losses.hpp.
struct latent_noise;

/// How images are coded through the latents of a kind of hierarchy.
template <class Hierarchy>
struct image_composition {
  using numbers = std::vector<std::uint8_t>;

  std::function<void(const Hierarchy& model, metered<rans_stack>& s, const numbers& x)> push;
  std::function<numbers(const Hierarchy& model, rans_stack& s)> pop;
  std::function<numbers(const Hierarchy& model, itemised<rans_stack>& s)> pop_itemised;
  /// An image drawn from the model.
  std::function<numbers(const Hierarchy& model, rans_stack& s)> draw;
  /// What an image costs where the latents that this noise gives are popped.
  std::function<bits(const Hierarchy& model, const numbers& x, const latent_noise& noise)> cost;
};

/// What `bit_swap` and `hilloc` do differently.
struct hierarchy_composition {
  std::string codec, summary;
  bool top_down = false;  ///< the inference that its models have
  image_composition<hierarchy> one_size;
  image_composition<colour_hierarchy> colour;
};

/// `images(model)` is the codec of an image, by bits back.
template <class Hierarchy, class Images, class Cost>
image_composition<Hierarchy> composed(Images images, Cost cost) {
  return {[=](const Hierarchy& m, metered<rans_stack>& s, const auto& x) { images(m).push(s, x); },
          [=](const Hierarchy& m, rans_stack& s) { return images(m).pop(s); },
          [=](const Hierarchy& m, itemised<rans_stack>& s) { return images(m).pop(s); },
          [=](const Hierarchy& m, rans_stack& s) {
            const auto by_latents = images(m);
            return by_latents.likelihood(by_latents.prior.pop(s)).pop(s);
          },
          cost};
}

/// Images of one size through a hierarchy of latents, in files. A chain begins with images without latents,
/// by `plain_images`, as many as give the bits that the next one's latents take: there are no initial bits to
/// speak of. There are no parameters.
class hierarchy_coder final : public coder {
 public:
  /// `name` is the one that the model goes by. Throws `corrupt_error` for weights that are no hierarchy's,
  /// `domain_error` for one that infers otherwise than the composition does.
  hierarchy_coder(hierarchy_composition how, std::string name, safetensors weights);

  std::string codec() const override { return how_.codec; }
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return model_.fingerprint(); }
  std::uint64_t model_bytes() const override { return weights_.size(); }
  std::string description() const override;
  bool itemises() const override { return true; }
  data_set sample(std::uint64_t items, std::uint64_t seed) const override;

  const hierarchy& networks() const { return model_; }

 private:
  std::string shape_objection(const data_shape& shape) const override;
  std::string value_objection(const data_set& data) const override;
  std::uint64_t suggested_chains(const data_shape&) const override { return 4; }
  std::size_t phases() const override { return 1; }
  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options&,
                                  const items_told& told) const override;
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t> phases,
               const parameter_values&, const items_told& told) const override;
  data_set pop_itemised(itemised<rans_stack>& s, const data_shape& shape,
                        std::span<const std::uint64_t> phases, const parameter_values&,
                        const items_told& told) const override;
  std::optional<bits> find_ideal(const data_set& data, std::uint64_t seed) const override;
  std::optional<rate_losses> find_losses(const data_set& data, std::uint64_t seed) const override;

  hierarchy_composition how_;
  std::string name_;
  safetensors weights_;
  hierarchy model_;
};

/// "12.3 million"
std::string millions(std::uint64_t n);

/// For the registry. Models of the folder that infer otherwise are the sister codec's, and passed over.
codec_entry hierarchy_entry(const hierarchy_composition& how);

}  // namespace ansatz
