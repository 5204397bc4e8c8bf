#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <hierarchy/hierarchy.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// What a stack should hold when the first image with latents is pushed: a bucket's whole index for each
/// latent that is popped before anything is pushed.
bits warm_start_bits(const hierarchy& model);

/// Images of one size through a hierarchy of latents, in files: what is alike for `bit_swap` and `hilloc`. A
/// chain begins with images without latents, by `plain_images`, as many as give the bits that the next one's
/// latents take: there are no initial bits to speak of. There are no parameters.
class hierarchy_coder : public coder {
 public:
  std::string model() const override { return name_; }
  std::uint64_t fingerprint() const override { return model_.fingerprint(); }
  std::uint64_t model_bytes() const override { return weights_.size(); }
  std::string description() const override;
  std::string objection(const data_set& data) const override;

  container compress(const data_set& data, const coding_options& options, coding_account* account = nullptr,
                     const items_told& told = {}) const override;
  data_set decompress(const container& file, unsigned threads = 1,
                      const items_told& told = {}) const override;
  data_set sample(std::uint64_t items, std::uint64_t seed) const override;
  std::optional<bits> ideal(const data_set& data, std::uint64_t seed) const override;

  const hierarchy& networks() const { return model_; }

 protected:
  using numbers = std::vector<std::uint8_t>;

  hierarchy_coder(std::string name, safetensors weights);
  const safetensors& weights() const { return weights_; }

  /// An image with latents, and one drawn from the model.
  virtual void push(metered<rans_stack>& s, const numbers& x) const = 0;
  virtual numbers pop(rans_stack& s) const = 0;
  virtual numbers draw(rans_stack& s) const = 0;

 private:
  std::string name_;
  safetensors weights_;
  hierarchy model_;
};

/// Whether the weights are of a hierarchy whose levels are inferred from the top down. Throws `corrupt_error`
/// where they are none's.
bool infers_top_down(const safetensors& weights);

/// The folder of the models that come along, of both codecs.
const model_folder& hierarchy_folder();

/// For the registry: `Coder` is made of a name and weights. The models of its sister codec, which infer
/// otherwise, are passed over.
template <class Coder>
codec_entry hierarchy_entry(std::string codec, std::string summary, bool top_down) {
  return {.name = std::move(codec),
          .summary = std::move(summary),
          .models = &hierarchy_folder(),
          .load = [top_down](const std::filesystem::path& path) -> std::unique_ptr<coder> {
            safetensors weights = safetensors::load(path);
            if (infers_top_down(weights) != top_down) return nullptr;
            auto out = std::make_unique<Coder>(path.stem().string(), std::move(weights));
            expect_promised(path, out->fingerprint());
            return out;
          },
          .make = {}};
}

}  // namespace ansatz
