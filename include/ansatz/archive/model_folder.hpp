#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The trained models that come along: files <data>-<fingerprint>.safetensors, each with a card <same
/// name>.json that says where it came from. They are never changed and never removed, so that old files go on
/// decoding.
namespace ansatz {

/// Where a codec's models lie: in the folder of the installation that the running program belongs to,
/// wherever that was put (where the system tells: Linux); else in the source tree's folder that this was
/// built from; else where the installation was to be; and, beside those, in $ANSATZ_MODELS/<name> if that
/// is there.
class model_folder {
 public:
  model_folder(std::string name, std::filesystem::path source, std::filesystem::path installed)
      : name_{std::move(name)}, source_{std::move(source)}, installed_{std::move(installed)} {}

  /// The folders that there are.
  std::vector<std::filesystem::path> paths() const;
  /// The files whose names promise a fingerprint, folder by folder, in the order of their names.
  std::vector<std::filesystem::path> models() const;
  /// The first file whose name promises this fingerprint. Throws `error` where there is none.
  std::filesystem::path model(std::uint64_t fingerprint) const;
  /// The first file of this name, "mnist_grey" of mnist_grey-7d729576fede703a. Throws `error` where there
  /// is none.
  std::filesystem::path named(std::string_view name) const;

 private:
  std::string name_;
  std::filesystem::path source_, installed_;
};

/// The fingerprint, in hexadecimal, that a shipped model's name ends in.
std::optional<std::string> promised_fingerprint(const std::filesystem::path& model);

/// Throws `corrupt_error` where the name promises another fingerprint than this.
void expect_promised(const std::filesystem::path& model, std::uint64_t fingerprint);

}  // namespace ansatz
