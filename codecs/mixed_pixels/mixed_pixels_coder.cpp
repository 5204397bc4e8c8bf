#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <filesystem>
#include <mixed_pixels/mixed_pixels.hpp>
#include <mixed_pixels/mixed_pixels_coder.hpp>
#include <string>
#include <utility>

namespace ansatz {
namespace {

class mixed_pixels_coder final : public coder {
 public:
  mixed_pixels_coder(std::string name, const safetensors& weights)
      : name_{std::move(name)}, bytes_{weights.size()}, model_{weights} {}

  std::string codec() const override { return "mixed_pixels"; }
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return model_.fingerprint(); }
  std::uint64_t model_bytes() const override { return bytes_; }
  std::string description() const override {
    return model_.binary() ? "images of 0 and 1, of any size" : "grey images of any size";
  }
  std::vector<std::string> kinds() const override { return {"images"}; }
  bool itemises() const override { return true; }

 private:
  std::vector<coder_parameter> parameters(const data_shape&) const override {
    return {{.name = "network", .suggested = 1, .least = 0, .most = 1}};
  }
  /// Contexts alone, where the network is not asked.
  mixed_pixels_codec codec_of(std::vector<image_shape> shapes, const parameter_values& p) const {
    return mixed_pixels(p.at("network") != 0 ? std::optional{model_} : std::nullopt, std::move(shapes));
  }
  std::string shape_objection(const data_shape& shape) const override {
    for (const image_shape& s : std::get<std::vector<image_shape>>(shape))
      if (const char* why = mixed_pixels_codec::objection(s)) return why;
    return "";
  }
  std::string value_objection(const data_set& data) const override {
    return model_.binary() ? binary_objection(data) : "";
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options& o,
                                  const items_told& told) const override {
    const auto images = std::get<std::span<const image>>(items);
    codec_of(std::get<std::vector<image_shape>>(shape_of_part(items)), o.parameters)
        .push(s, numbers_of(images));
    told(images.size());
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values& p, const items_told& told) const override {
    return popped(s, shape, p, told);
  }
  data_set pop_itemised(itemised<rans_stack>& s, const data_shape& shape, std::span<const std::uint64_t>,
                        const parameter_values& p, const items_told& told) const override {
    return popped(s, shape, p, told);
  }
  template <class S>
  data_set popped(S& s, const data_shape& shape, const parameter_values& p, const items_told& told) const {
    std::uint64_t pixels = 0;
    for (const image_shape& of : std::get<std::vector<image_shape>>(shape)) pixels += of.size();
    if (pixels > mixed_pixels_codec::most_pixels)
      throw corrupt_error("mixed_pixels: a chain has more than 2^28 pixels");
    image_set out = blank_images(shape);
    assign_numbers(out, codec_of(std::get<std::vector<image_shape>>(shape), p).pop(s));
    told(out.size());
    return out;
  }

  std::string name_;
  std::uint64_t bytes_ = 0;
  mixed_pixels_model model_;
};

}  // namespace

codec_entry mixed_pixels_entry() {
  static const model_folder folder{"mixed_pixels", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return {.name = "mixed_pixels",
          .summary = "grey images of any size, by a network and contexts, mixed",
          .models = &folder,
          .load = [](const std::filesystem::path& path) -> std::unique_ptr<coder> {
            auto out = std::make_unique<mixed_pixels_coder>(path.stem().string(), safetensors::load(path));
            expect_promised(path, out->fingerprint());
            return out;
          },
          .by_request = true};
}

}  // namespace ansatz
