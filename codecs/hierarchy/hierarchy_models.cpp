#include <algorithm>
#include <ansatz/error.hpp>
#include <hierarchy/hierarchy_archive.hpp>
#include <hierarchy/hierarchy_models.hpp>
#include <utility>

namespace ansatz {

const model_folder& hierarchy_folder() {
  static const model_folder folder{"hierarchy", ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS};
  return folder;
}

named_hierarchy load_hierarchy(const std::filesystem::path& path) {
  const safetensors weights = safetensors::load(path);
  hierarchy model{weights};
  expect_promised(path, model.fingerprint());
  return {path.stem().string(), path, weights.size(), std::move(model)};
}

named_hierarchy shipped_hierarchy(std::uint64_t fingerprint) {
  return load_hierarchy(hierarchy_folder().model(fingerprint));
}

named_hierarchy shipped_hierarchy_for(const idx_array& images, bool top_down) {
  constexpr std::uint64_t tried = 20;
  const bool binary =
      images.count() > 0 && std::ranges::all_of(images.data, [](std::uint8_t v) { return v <= 1; });
  idx_array first = images;
  first.shape[0] = std::min(images.count(), tried);
  first.data.resize(first.shape[0] * first.item_size());
  std::optional<named_hierarchy> best;
  bits least;
  for (const auto& path : hierarchy_folder().models()) {
    named_hierarchy candidate = load_hierarchy(path);
    const hierarchy& m = candidate.model;
    if (m.binary() != binary || m.top_down() != top_down || m.pixels() != images.item_size()) continue;
    image_account account;
    compress_images(m, first, {}, &account);
    if (best && account.net >= least) continue;
    least = account.net;
    best.emplace(std::move(candidate));
  }
  if (!best)
    throw domain_error("no model that comes along is for images of " + std::to_string(images.item_size()) +
                       (binary ? " binary pixels" : " pixels") + (top_down ? ", top down" : "") +
                       "; give one with --model");
  return std::move(*best);
}

}  // namespace ansatz
