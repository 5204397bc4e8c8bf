#include <algorithm>
#include <ansatz/archive/model_folder.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <cstdlib>

namespace ansatz {

namespace fs = std::filesystem;

namespace {

/// Where an installed folder is if the whole installation was moved: as far from the program that runs as it was to be from
/// ANSATZ_INSTALLED_PROGRAMS. Empty where the system doesn't tell which program runs.
fs::path moved(const fs::path& installed) {
  std::error_code untold;
  const fs::path program = fs::read_symlink("/proc/self/exe", untold);
  if (untold || installed.empty()) return {};
  return (program.parent_path() / installed.lexically_relative(ANSATZ_INSTALLED_PROGRAMS)).lexically_normal();
}

}  // namespace

std::vector<fs::path> model_folder::paths() const {
  std::vector<fs::path> out;
  std::error_code none;
  for (const fs::path& folder : {moved(installed_), source_, installed_})
    if (out.empty() && fs::is_directory(folder, none)) out.push_back(folder);
  if (const char* more = std::getenv("ANSATZ_MODELS"); more != nullptr && *more != '\0')
    if (const fs::path folder = fs::path{more} / name_; fs::is_directory(folder, none)) out.push_back(folder);
  return out;
}

std::vector<fs::path> model_folder::models() const {
  std::vector<fs::path> out;
  for (const fs::path& folder : paths()) {
    const auto first = static_cast<std::ptrdiff_t>(out.size());
    std::error_code why;
    for (fs::directory_iterator entry{folder, why}, end; !why && entry != end; entry.increment(why))
      if (entry->path().extension() == ".safetensors" && promised_fingerprint(entry->path()))
        out.push_back(entry->path());
    if (why) throw error(folder.string() + ": the models can't be listed: " + why.message());
    std::sort(out.begin() + first, out.end());
  }
  return out;
}

fs::path model_folder::model(std::uint64_t fingerprint) const {
  for (const fs::path& file : models())
    if (promised_fingerprint(file) == hash_hex(fingerprint)) return file;
  throw error("the model " + hash_hex(fingerprint) + " of " + name_ +
              " is not among those that come along; give its file with --model, or its folder's parent by "
              "ANSATZ_MODELS");
}

fs::path model_folder::named(std::string_view name) const {
  for (const fs::path& file : models()) {
    const std::string stem = file.stem().string();
    if (std::string_view{stem}.substr(0, stem.rfind('-')) == name) return file;
  }
  throw error("no model " + std::string{name} + " of " + name_ + " comes along");
}

std::optional<std::string> promised_fingerprint(const fs::path& model) {
  const std::string stem = model.stem().string();
  const auto dash = stem.rfind('-');
  if (dash == std::string::npos) return std::nullopt;
  std::string last = stem.substr(dash + 1);
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
