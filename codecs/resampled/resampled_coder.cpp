#include <ansatz/archive/images.hpp>
#include <ansatz/net/safetensors.hpp>
#include <filesystem>
#include <resampled/resampled_coder.hpp>
#include <resampled/resampled_images.hpp>
#include <resampled/resampled_inversion.hpp>
#include <string>
#include <utility>

namespace ansatz {
namespace {

constexpr image_shape only_shape{28, 28, 1};

class resampled_coder final : public coder {
 public:
  resampled_coder(std::string name, const safetensors& weights)
      : name_{std::move(name)}, bytes_{weights.size()}, model_{weights} {}

  std::string codec() const override { return "resampled"; }
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return model_.fingerprint(); }
  std::uint64_t model_bytes() const override { return bytes_; }
  std::string description() const override { return "28x28 grey pixels that were shrunk from bitmaps"; }
  std::vector<std::string> kinds() const override { return {"images"}; }

 private:
  std::uint64_t suggested_chains(const data_shape& shape) const override { return chains_by_size(shape); }
  std::string shape_objection(const data_shape& shape) const override {
    for (const image_shape& s : std::get<std::vector<image_shape>>(shape))
      if (s != only_shape) return "images are grey and have 28x28 pixels";
    return {};
  }

  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options&,
                                  const items_told& told) const override {
    resampled_inversion invert;
    std::vector<described_image> described;
    for (const image& x : std::get<std::span<const image>>(items)) {
      auto& d = described.emplace_back(described_image{invert(x.pixels), {}});
      if (!d.made_from) d.values = x.pixels;
      told(1);
    }
    resampled_images(model_, described.size()).push(s, described);
    return {};
  }
  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values&, const items_told& told) const override {
    image_set images;
    for (const described_image& x :
         resampled_images(model_, std::get<std::vector<image_shape>>(shape).size()).pop(s)) {
      images.push_back({only_shape, x.pixels()});
      told(1);
    }
    return images;
  }

  std::string name_;
  std::uint64_t bytes_;
  resampled_model model_;
};

}  // namespace

codec_entry resampled_entry() {
  static const model_folder folder{"resampled", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return {
      .name = "resampled",
      .summary = "MNIST, and grey 28x28 images made in the same way, by the bitmaps that they were made from",
      .models = &folder,
      .load = [](const std::filesystem::path& path) -> std::unique_ptr<coder> {
        auto out = std::make_unique<resampled_coder>(path.stem().string(), safetensors::load(path));
        expect_promised(path, out->fingerprint());
        return out;
      }};
}

}  // namespace ansatz
