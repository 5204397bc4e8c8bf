#pragma once
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/image_files.hpp>
#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ansatz::testing {

/// A folder of its own for a test, gone with it.
class temporary_folder {
 public:
  temporary_folder()
      : path_{std::filesystem::temp_directory_path() / ("ansatz-io-test." + std::to_string(::getpid()) + "." +
                                                        std::to_string(std::random_device{}()))} {
    std::filesystem::create_directories(path_);
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline std::vector<std::byte> to_bytes(std::string_view text) {
  const auto bytes = std::as_bytes(std::span{text});
  return {bytes.begin(), bytes.end()};
}

/// Noise, so that nothing is the same by chance.
inline image noise(const image_shape& shape, std::uint32_t seed) {
  std::mt19937 random{seed};
  image out{shape, {}};
  for (std::uint64_t n = 0; n < shape.size(); ++n)
    out.pixels.push_back(static_cast<std::uint8_t>(random() >> 24));
  return out;
}

/// The sentence of the `corrupt_error` that the bytes give; else what they gave instead.
inline std::string refusal(std::span<const std::byte> bytes) {
  try {
    return images_in(bytes) ? "(taken)" : "(no images)";
  } catch (const corrupt_error& e) {
    return e.what();
  }
}
inline std::string refusal(std::string_view bytes) { return refusal(std::as_bytes(std::span{bytes})); }

}  // namespace ansatz::testing
