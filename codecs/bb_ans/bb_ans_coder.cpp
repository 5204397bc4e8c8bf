#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <array>
#include <bb_ans/bb_ans_coder.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/losses.hpp>
#include <bb_ans/private/chain.hpp>
#include <utility>

namespace ansatz {
namespace {

constexpr std::array<std::uint64_t, 5> numbers_of_lanes{1, 8, 16, 32, 64};

bb_ans_settings settings_of(const parameter_values& p) {
  const auto of = [&](const char* name) { return static_cast<unsigned>(p.at(name)); };
  vae_refinement refinement;
  if (p.contains("steps")) refinement = {.steps = of("steps"), .samples = of("samples")};
  return {.precision = {.latent = of("latent"), .posterior = of("posterior"), .pixel = of("pixel")},
          .refinement = refinement,
          .block = p.at("block"),
          .lanes = p.at("lanes")};
}

}  // namespace

bb_ans_coder::bb_ans_coder(std::string name, safetensors weights)
    : name_{std::move(name)}, weights_{std::move(weights)}, net_{weights_} {}

std::string bb_ans_coder::codec() const { return "bb_ans"; }

std::string bb_ans_coder::description() const {
  return std::string{net_.observation() == likelihood::bernoulli ? "bernoulli" : "beta_binomial"} + ", " +
         std::to_string(net_.pixels()) + " pixels, " + std::to_string(net_.latents()) + " latents";
}

std::string bb_ans_coder::shape_objection(const data_shape& shape) const {
  return grey_objection(shape, net_.pixels());
}
std::string bb_ans_coder::value_objection(const data_set& data) const {
  return net_.observation() == likelihood::bernoulli ? binary_objection(data) : "";
}

std::vector<coder_parameter> bb_ans_coder::parameters(const data_shape&) const {
  constexpr bb_ans_settings s;
  return {{.name = "block", .suggested = s.block, .least = 1, .most = 4096},
          {.name = "lanes", .suggested = s.lanes, .least = 1, .most = numbers_of_lanes.back()},
          {.name = "latent", .suggested = s.precision.latent, .least = 1, .most = 16},
          {.name = "posterior", .suggested = s.precision.posterior, .least = 1, .most = 31},
          {.name = "pixel", .suggested = s.precision.pixel, .least = 9, .most = 31},
          {.name = "steps", .suggested = s.refinement.steps, .least = 0, .most = 1024},
          {.name = "samples", .suggested = s.refinement.samples, .least = 2, .most = 256}};
}

void bb_ans_coder::check(const parameter_values& parameters) const {
  if (std::ranges::count(numbers_of_lanes, parameters.at("lanes")) == 0)
    throw domain_error("bb_ans: a stack has 1, 8, 16, 32 or 64 lanes");
  if (parameters.at("posterior") < parameters.at("latent"))
    throw domain_error("bb_ans: posterior must be at least latent, which is " +
                       std::to_string(parameters.at("latent")));
  settings_of(parameters).refinement.check();
}

/// No larger a block than is in the chunk, one lane where no image is coded in a block, and nothing of refining
/// where nothing is refined: files from before that was possible say nothing of it either.
parameter_values bb_ans_coder::stated(parameter_values told, const chunk& coded) const {
  std::uint64_t most = 0;  // images in blocks
  for (const chunk::chain& chain : coded.chains) {
    std::uint64_t left = chain.count;
    for (const std::uint64_t n : chain.phases) left -= n;
    most = std::max(most, left);
  }
  told["block"] = std::min(told["block"], std::max<std::uint64_t>(most, 1));
  if (most == 0) told["lanes"] = 1;
  const bool all_plain = std::ranges::all_of(coded.chains, [](const chunk::chain& chain) {
    return !chain.phases.empty() && chain.phases[0] == chain.count;
  });
  if (all_plain || told.at("steps") == 0) {
    told.erase("steps");
    told.erase("samples");
  }
  return told;
}

std::vector<std::uint64_t> bb_ans_coder::push(metered<rans_stack>& s, const data_view& items,
                                              const coding_options& options, const items_told& told) const {
  return bb_ans_chain{net_, settings_of(options.parameters)}.push(s, std::get<std::span<const image>>(items),
                                                                  told);
}

data_set bb_ans_coder::pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t> phases,
                           const parameter_values& parameters, const items_told& told) const {
  image_set images = blank_images(shape);
  bb_ans_chain{net_, settings_of(parameters)}.pop(s, images, phases[0], phases[1], told);
  return images;
}

data_set bb_ans_coder::pop_itemised(itemised<rans_stack>& s, const data_shape& shape,
                                    std::span<const std::uint64_t> phases, const parameter_values& parameters,
                                    const items_told& told) const {
  image_set images = blank_images(shape);
  bb_ans_chain{net_, settings_of(parameters)}.pop(s, images, phases[0], phases[1], told);
  return images;
}

data_set bb_ans_coder::sample(std::uint64_t items, std::uint64_t seed) const {
  return bb_ans_chain{net_, {}}.sample(items, seed);
}

std::optional<bits> bb_ans_coder::find_ideal(const data_set& data, std::uint64_t seed) const {
  return negative_elbo(weights_, numbers_of(std::get<image_set>(data)), seed);
}

std::optional<rate_losses> bb_ans_coder::find_losses(const data_set& data, std::uint64_t seed) const {
  return losses_of(weights_, net_, numbers_of(std::get<image_set>(data)), bb_ans_precision{}, seed);
}

codec_entry bb_ans_entry() {
  static const model_folder folder{"bb_ans", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return {.name = "bb_ans",
          .summary = "images of one size through a VAE by bits back",
          .models = &folder,
          .load = [](const std::filesystem::path& path) -> std::unique_ptr<coder> {
            auto out = std::make_unique<bb_ans_coder>(path.stem().string(), safetensors::load(path));
            expect_promised(path, out->fingerprint());
            return out;
          }};
}

}  // namespace ansatz
