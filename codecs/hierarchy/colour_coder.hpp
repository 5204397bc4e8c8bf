#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/hierarchy_coder.hpp>
#include <string>
#include <vector>

namespace ansatz {

/// A part of an image that is coded as an image.
struct image_tile {
  std::uint32_t row = 0, column = 0, height = 0, width = 0;
};

/// The tiles of an image, row by row: as few as have at most `most` rows and columns, about as large as each other.
std::vector<image_tile> tiles_of(const image_shape& shape, std::uint32_t most);

/// Images in colour, of any sizes, through a hierarchy of latents, in files: in tiles of at most 256 x 256 pixels, each an
/// image of its own. A chain begins with tiles without latents, by `plain_images`, as many as give the bits that the next
/// one's latents take; how many, is coded at its end. There are no parameters.
class colour_coder final : public coder {
 public:
  static constexpr std::uint32_t tile = 256;

  /// `name` is the one that the model goes by. Throws `corrupt_error` for weights that are no such hierarchy's,
  /// `domain_error` for one that infers otherwise than the composition does.
  colour_coder(hierarchy_composition how, std::string name, safetensors weights);

  std::string codec() const override { return how_.codec; }
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return model_.fingerprint(); }
  std::uint64_t model_bytes() const override { return weights_.size(); }
  std::string description() const override;
  std::vector<std::string> kinds() const override { return {"images"}; }
  bool itemises() const override { return true; }
  data_set sample(std::uint64_t items, std::uint64_t seed) const override;

  /// Of images of one pixel; `of_size` gives those of any other.
  const colour_hierarchy& networks() const { return model_; }

 private:
  std::string shape_objection(const data_shape& shape) const override;
  std::uint64_t suggested_chains(const data_shape& shape) const override;
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
  colour_hierarchy model_;
};

}  // namespace ansatz
