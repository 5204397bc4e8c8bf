#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <resampled/resampled_image.hpp>
#include <span>

namespace ansatz {

/// The encoder's search: a description that gives a grey image of 28 x 28 pixels back to the byte.
/// Deterministic; time and memory are bounded for any image (about 0.3 s and 40 MB). Keeps tables between
/// calls, so that each thread needs one of its own.
class resampled_inversion {
 public:
  resampled_inversion();
  resampled_inversion(resampled_inversion&&) noexcept;
  resampled_inversion& operator=(resampled_inversion&&) noexcept;
  ~resampled_inversion();

  /// Nothing: no bitmap was found, as for nearly every image that was not made from one. What is found has
  /// the smallest side that does, and of the bitmaps that give the image one that looks like ink. Throws
  /// `domain_error` where the pixels are not 28 x 28. Compiled.
  std::optional<resampled_image> operator()(std::span<const std::uint8_t> pixels);

 private:
  struct tables;
  std::unique_ptr<tables> tables_;
};

}  // namespace ansatz
