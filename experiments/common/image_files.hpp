#pragma once
#include <CLI/CLI.hpp>
#include <ansatz/io/idx.hpp>
#include <cstdint>
#include <filesystem>
#include <string>

namespace ansatz::experiment {

/// An idx file, plain or gz; its first `limit` images, or all for 0. Throws `corrupt_error` that names it.
idx_array read_images(const std::filesystem::path& path, std::uint64_t limit = 0);

/// The test set of MNIST under the folder `data`, or the drawn digits for it where `data` is empty. Throws
/// `error` where the folder has none.
idx_array test_images(const std::filesystem::path& data, std::uint64_t limit = 0);

/// How many images may be asked for.
inline const CLI::Range some_images{std::uint64_t{1}, std::uint64_t{1} << 24};

/// The commands `binarize` and `digits`, which make files of images for others.
class image_commands {
 public:
  void add_to(CLI::App& app);

 private:
  std::string in_, out_;
  std::uint64_t limit_ = 0, count_ = 0;
  std::uint32_t seed_ = 0;
};

}  // namespace ansatz::experiment
