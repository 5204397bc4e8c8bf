#include <algorithm>
#include <ansatz/error.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/models.hpp>
#include <optional>
#include <span>

namespace ansatz {

const model_folder& vae_folder() {
  static const model_folder folder{"bb_ans", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return folder;
}

named_vae load_vae(const std::filesystem::path& path) {
  safetensors weights = safetensors::load(path);
  vae net{weights};
  expect_promised(path, net.fingerprint());
  return {path.stem().string(), std::move(weights), std::move(net)};
}

named_vae shipped_model(std::uint64_t fingerprint) { return load_vae(vae_folder().model(fingerprint)); }

named_vae shipped_model_for(const idx_array& images) {
  const bool binary = std::ranges::all_of(images.data, [](std::uint8_t x) { return x <= 1; });
  const likelihood kind = binary ? likelihood::bernoulli : likelihood::beta_binomial;
  const auto first =
      std::span{images.data}.first(std::min<std::uint64_t>(images.count(), 100) * images.item_size());
  std::optional<named_vae> best;
  bits least;
  for (const auto& path : vae_folder().models()) {
    named_vae candidate = load_vae(path);
    if (candidate.net.observation() != kind || candidate.net.pixels() != images.item_size()) continue;
    const bits rate = negative_elbo(candidate.weights, first);
    if (best && rate >= least) continue;
    least = rate;
    best.emplace(std::move(candidate));
  }
  if (!best)
    throw domain_error("no model that comes along is for images of " + std::to_string(images.item_size()) +
                       (binary ? " binary pixels" : " pixels") + "; give one with --model");
  return std::move(*best);
}

}  // namespace ansatz
