#include <adaptive_pixels/adaptive_pixels_coder.hpp>
#include <adaptive_pixels/photograph.hpp>
#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/net/safetensors.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <filesystem>
#include <string>
#include <utility>

namespace ansatz {
namespace {

constexpr std::uint64_t large = std::uint64_t{1} << 14;  // numbers, where a picture is learnt from itself

auto way_codec() { return labelled("way", uniform(picture_way::count)); }

class adaptive_pixels_coder final : public coder {
 public:
  adaptive_pixels_coder(std::string name, const safetensors& weights)
      : name_{std::move(name)}, bytes_{weights.size()}, model_{weights} {}

  std::string codec() const override { return "adaptive_pixels"; }
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return model_.fingerprint(); }
  std::uint64_t model_bytes() const override { return bytes_; }
  std::string description() const override { return "pictures of any size, grey or in colour"; }
  std::vector<std::string> kinds() const override { return {"images"}; }
  bool itemises() const override { return true; }
  /// One of its ways is that of `context_mixing`, which begins anew with each picture.
  bool stands_for(const coder& other, const data_set& data) const override {
    const auto* images = std::get_if<image_set>(&data);
    return other.codec() == "context_mixing" && images != nullptr &&
           std::ranges::all_of(*images, [](const image& x) { return x.pixels.size() >= large; });
  }

 private:
  std::vector<coder_parameter> parameters(const data_shape&) const override {
    return {{.name = "effort", .suggested = 2, .least = 1, .most = 2, .kept = false}};
  }
  std::uint64_t suggested_chains(const data_shape& shape) const override { return chains_by_size(shape); }
  std::string shape_objection(const data_shape& shape) const override {
    for (const image_shape& s : std::get<std::vector<image_shape>>(shape))
      if (s.channels != 1 && s.channels != 3) return "images are grey or have three colours";
    return {};
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options& o,
                                  const items_told& told) const override {
    const auto images = std::get<std::span<const image>>(items);
    for (std::size_t i = images.size(); i-- > 0;) {
      const picture_way way = way_of(model_, images[i], o.parameters.at("effort") > 1);
      photograph_codec{model_, images[i].shape, way}.push(s, images[i]);
      way_codec().push(s, way.number());
      told(1);
    }
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values&, const items_told& told) const override {
    return popped(s, shape, told);
  }
  data_set pop_itemised(itemised<rans_stack>& s, const data_shape& shape, std::span<const std::uint64_t>,
                        const parameter_values&, const items_told& told) const override {
    return popped(s, shape, told);
  }
  template <class S>
  data_set popped(S& s, const data_shape& shape, const items_told& told) const {
    image_set images;
    for (const image_shape& of : std::get<std::vector<image_shape>>(shape)) {
      next_items(s, images.size());
      const picture_way way = picture_way::of(way_codec().pop(s));
      images.push_back(photograph_codec{model_, of, way}.pop(s));
      told(1);
    }
    return images;
  }

  std::string name_;
  std::uint64_t bytes_;
  pixel_model model_;
};

}  // namespace

codec_entry adaptive_pixels_entry() {
  static const model_folder folder{"adaptive_pixels", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return {
      .name = "adaptive_pixels",
      .summary =
          "photographs and other pictures of any size, by fits and small networks that see what was learnt",
      .models = &folder,
      .load = [](const std::filesystem::path& path) -> std::unique_ptr<coder> {
        auto out = std::make_unique<adaptive_pixels_coder>(path.stem().string(), safetensors::load(path));
        expect_promised(path, out->fingerprint());
        return out;
      }};
}

}  // namespace ansatz
