#include <ansatz/archive/images.hpp>
#include <filesystem>
#include <mixed_pixels/mixed_pixels.hpp>
#include <mixed_pixels/mixed_pixels_coder.hpp>
#include <string>
#include <utility>

namespace ansatz {
namespace {

class mixed_pixels_coder final : public coder {
 public:
  mixed_pixels_coder() = default;
  mixed_pixels_coder(std::string name, const safetensors& weights)
      : name_{std::move(name)}, bytes_{weights.size()}, model_{mixed_pixels_model{weights}} {}

  std::string codec() const override { return "mixed_pixels"; }
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return model_ ? model_->fingerprint() : 0; }
  std::uint64_t model_bytes() const override { return bytes_; }
  std::string description() const override {
    return !model_            ? "grey images of any size"
           : model_->binary() ? "images of 0 and 1 of any size, best those that the model is made for"
                              : "grey images of any size, best those that the model is made for";
  }
  std::vector<std::string> kinds() const override { return {"images"}; }
  bool itemises() const override { return true; }

 private:
  std::string shape_objection(const data_shape& shape) const override {
    std::uint64_t size = 0;
    for (const image_shape& s : std::get<std::vector<image_shape>>(shape)) {
      if (const char* why = mixed_pixels_codec::objection(s)) return why;
      size += s.size();
    }
    return size > mixed_pixels_codec::most_pixels ? "a chain has at most 2^28 pixels" : "";
  }
  std::string value_objection(const data_set& data) const override {
    return model_ && model_->binary() ? binary_objection(data) : "";
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options&,
                                  const items_told& told) const override {
    const auto images = std::get<std::span<const image>>(items);
    mixed_pixels(model_, std::get<std::vector<image_shape>>(shape_of_part(items)))
        .push(s, numbers_of(images));
    told(images.size());
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
    image_set out = blank_images(shape);
    assign_numbers(out, mixed_pixels(model_, std::get<std::vector<image_shape>>(shape)).pop(s));
    told(out.size());
    return out;
  }

  std::string name_;
  std::uint64_t bytes_ = 0;
  std::optional<mixed_pixels_model> model_;
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
          .make = [] { return std::make_unique<mixed_pixels_coder>(); },
          .by_request = true};
}

}  // namespace ansatz
