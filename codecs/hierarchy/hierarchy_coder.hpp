#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <functional>
#include <hierarchy/hierarchy.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ansatz {

/// What a stack should hold when the first image with latents is pushed: a bucket's whole index for each
/// latent that is popped before anything is pushed.
bits warm_start_bits(const hierarchy& model);

/// Standard noise of the latents; in private/losses.hpp.
struct latent_noise;

/// How images are coded through latents: what `bit_swap` and `hilloc` do differently.
struct hierarchy_composition {
  using numbers = std::vector<std::uint8_t>;

  std::string codec, summary;
  bool top_down = false;  ///< the inference that its models have
  std::function<void(const hierarchy& model, metered<rans_stack>& s, const numbers& x)> push;
  std::function<numbers(const hierarchy& model, rans_stack& s)> pop;
  std::function<numbers(const hierarchy& model, itemised<rans_stack>& s)> pop_itemised;
  /// An image drawn from the model.
  std::function<numbers(const hierarchy& model, rans_stack& s)> draw;
  /// What an image costs where the latents that this noise gives are popped.
  std::function<bits(const hierarchy& model, const numbers& x, const latent_noise& noise)> cost;
};

/// `images(model)` is the codec of an image, by bits back.
template <class Images, class Cost>
hierarchy_composition composed(std::string codec, std::string summary, bool top_down, Images images,
                               Cost cost) {
  return {std::move(codec),
          std::move(summary),
          top_down,
          [=](const hierarchy& m, metered<rans_stack>& s, const auto& x) { images(m).push(s, x); },
          [=](const hierarchy& m, rans_stack& s) { return images(m).pop(s); },
          [=](const hierarchy& m, itemised<rans_stack>& s) { return images(m).pop(s); },
          [=](const hierarchy& m, rans_stack& s) {
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

/// For the registry. Models of the folder that infer otherwise are the sister codec's, and passed over.
codec_entry hierarchy_entry(const hierarchy_composition& how);

}  // namespace ansatz
