#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <cstdlib>
#include <image_archive/model_folder.hpp>

namespace ansatz {

namespace fs = std::filesystem;

fs::path model_folder::path() const {
  if (const char* set = std::getenv("ANSATZ_MODELS"); set != nullptr && *set != '\0') {
    const fs::path folder = fs::path{set} / codec_;
    if (!fs::is_directory(folder)) throw error(folder.string() + ": no folder of trained models");
    return folder;
  }
  for (const fs::path& folder : {source_, installed_})
    if (fs::is_directory(folder)) return folder;
  throw error("the trained models are not where they were installed; set ANSATZ_MODELS to their folder");
}

std::vector<fs::path> model_folder::models() const {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator{path()})
    if (entry.path().extension() == ".safetensors" && promised_fingerprint(entry.path()))
      out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

fs::path model_folder::model(std::uint64_t fingerprint) const {
  for (const fs::path& file : models())
    if (promised_fingerprint(file) == hash_hex(fingerprint)) return file;
  throw error("the model " + hash_hex(fingerprint) +
              " is not among those that come along; give its file with --model");
}

std::optional<std::string> promised_fingerprint(const fs::path& model) {
  const std::string stem = model.stem().string();
  const auto dash = stem.rfind('-');
  if (dash == std::string::npos) return std::nullopt;
  const std::string last = stem.substr(dash + 1);
  if (last.size() != 16 || last.find_first_not_of("0123456789abcdef") != std::string::npos)
    return std::nullopt;
  return last;
}

void expect_promised(const fs::path& model, std::uint64_t fingerprint) {
  if (const auto promised = promised_fingerprint(model); promised && *promised != hash_hex(fingerprint))
    throw corrupt_error(model.string() + ": the model's fingerprint is " + hash_hex(fingerprint) +
                        ", not that of its name");
}

}  // namespace ansatz
