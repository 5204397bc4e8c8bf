#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/losses.hpp>
#include <bb_ans/private/chain.hpp>
#include <bb_ans/private/settings.hpp>
#include <utility>

namespace ansatz {
namespace {

constexpr const char* codec_name = "bb_ans";

const model_folder& folder() {
  static const model_folder models{codec_name, ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return models;
}

/// The settings as a file states them, which has one spelling: no larger a block than is in it, and no lanes where there are none.
bb_ans_settings stated(bb_ans_settings s, const container& file) {
  std::uint64_t most = 0;  // images in blocks
  for (const container::chain& chain : file.chains) {
    std::uint64_t left = chain.count;
    for (const std::uint64_t n : chain.phases) left -= n;
    most = std::max(most, left);
  }
  s.block = std::min(s.block, std::max<std::uint64_t>(most, 1));
  if (most == 0) s.lanes = 1;
  return s;
}

std::vector<std::uint8_t> numbers_of(const data_set& data) {
  const auto& images = std::get<image_set>(data);
  return numbers_of(images, 0, images.size());
}

}  // namespace

bb_ans_coder::bb_ans_coder(std::string name, safetensors weights)
    : name_{std::move(name)}, weights_{std::move(weights)}, net_{weights_} {}

std::string bb_ans_coder::codec() const { return codec_name; }

std::string bb_ans_coder::description() const {
  return std::string{net_.observation() == likelihood::bernoulli ? "bernoulli" : "beta_binomial"} + ", " +
         std::to_string(net_.pixels()) + " pixels, " + std::to_string(net_.latents()) + " latents";
}

std::string bb_ans_coder::objection(const data_set& data) const {
  return image_objection(data,
                         {.pixels = net_.pixels(), .binary = net_.observation() == likelihood::bernoulli});
}

container bb_ans_coder::compress(const data_set& data, const coding_options& options, coding_account* account,
                                 const items_told& told) const {
  expect_suitable(data);
  const auto& images = std::get<image_set>(data);
  const bb_ans_settings settings = settings_from(options.parameters);
  container header = header_for(codec_name, fingerprint(), data);
  header.seed = options.seed;
  const bb_ans_chain chain{net_, settings};
  const auto push = [&](metered<rans_stack>& s, std::uint64_t first, std::uint64_t count,
                        const items_told& tell) {
    return chain.push(s, std::span{images}.subspan(first, count), tell);
  };
  container file = push_chains(std::move(header), images.size(), std::max<std::uint64_t>(options.chains, 1),
                               options.threads, push, account, told);
  file.parameters = parameters_of(stated(settings, file));
  return file;
}

data_set bb_ans_coder::decompress(const container& file, unsigned threads, const items_told& told) const {
  expect_own(file);
  const bb_ans_settings settings = settings_in(file);
  if (parameters_of(stated(settings, file)) != file.parameters)
    throw corrupt_error("the file's parameters are none that bb_ans writes");
  const bb_ans_chain chain{net_, settings};
  return decoded_images(file, {.pixels = net_.pixels()}, threads, told,
                        [&](rans_stack& s, const container::chain& part, std::span<image> images,
                            const items_told& tell) { chain.pop(s, part, images, tell); });
}

data_set bb_ans_coder::sample(std::uint64_t items, std::uint64_t seed) const {
  return bb_ans_chain{net_, {}}.sample(items, seed);
}

std::optional<bits> bb_ans_coder::ideal(const data_set& data, std::uint64_t seed) const {
  expect_suitable(data);
  return negative_elbo(weights_, numbers_of(data), seed);
}

std::optional<rate_losses> bb_ans_coder::losses(const data_set& data, std::uint64_t seed) const {
  expect_suitable(data);
  return losses_of(weights_, net_, numbers_of(data), bb_ans_settings{}.precision, seed);
}

codec_entry bb_ans_entry() {
  return {.name = codec_name,
          .summary = "images of one size through a VAE by bits back",
          .models = &folder(),
          .load = [](const std::filesystem::path& path) -> std::unique_ptr<coder> {
            auto out = std::make_unique<bb_ans_coder>(path.stem().string(), safetensors::load(path));
            expect_promised(path, out->fingerprint());
            return out;
          },
          .make = {}};
}

}  // namespace ansatz
