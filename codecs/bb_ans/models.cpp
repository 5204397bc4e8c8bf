#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <bb_ans/elbo.hpp>
#include <bb_ans/models.hpp>
#include <cstdlib>
#include <optional>
#include <span>

namespace ansatz {
namespace {

namespace fs = std::filesystem;

/// The fingerprint that a file's name promises.
std::optional<std::string> promised(const fs::path& path) {
  const std::string stem = path.stem().string();
  const auto dash = stem.rfind('-');
  if (dash == std::string::npos) return std::nullopt;
  const std::string last = stem.substr(dash + 1);
  if (last.size() != 16 || last.find_first_not_of("0123456789abcdef") != std::string::npos)
    return std::nullopt;
  return last;
}

}  // namespace

fs::path model_folder() {
  if (const char* set = std::getenv("ANSATZ_MODELS"); set != nullptr && *set != '\0') return set;
  for (const fs::path folder : {ANSATZ_SOURCE_MODELS, ANSATZ_INSTALLED_MODELS})
    if (fs::is_directory(folder)) return folder;
  throw error("the trained models are not where they were installed; set ANSATZ_MODELS to their folder");
}

std::vector<fs::path> shipped_models() {
  const fs::path folder = model_folder();
  if (!fs::is_directory(folder)) throw error(folder.string() + ": no folder of trained models");
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator{folder})
    if (entry.path().extension() == ".safetensors") out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

named_vae load_vae(const fs::path& path) {
  safetensors weights = safetensors::load(path);
  vae net{weights};
  if (const auto expected = promised(path); expected && *expected != hash_hex(net.fingerprint()))
    throw corrupt_error(path.string() + ": the model's fingerprint is " + hash_hex(net.fingerprint()) +
                        ", not that of its name");
  return {path.stem().string(), std::move(weights), std::move(net)};
}

named_vae shipped_model(std::uint64_t fingerprint) {
  for (const fs::path& path : shipped_models())
    if (promised(path) == hash_hex(fingerprint)) return load_vae(path);
  throw error("the model " + hash_hex(fingerprint) +
              " is not among those that come along; give its file with --model");
}

named_vae shipped_model_for(const idx_array& images) {
  const bool binary = std::ranges::all_of(images.data, [](std::uint8_t x) { return x <= 1; });
  const likelihood kind = binary ? likelihood::bernoulli : likelihood::beta_binomial;
  const auto first =
      std::span{images.data}.first(std::min<std::uint64_t>(images.count(), 100) * images.item_size());
  std::optional<named_vae> best;
  bits least;
  for (const fs::path& path : shipped_models()) {
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
