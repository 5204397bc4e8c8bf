#pragma once
#include <ansatz/io/image.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

/// Pictures of pixels, with letters of our own.
namespace ansatz::experiment {

using colour = std::array<std::uint8_t, 3>;  ///< red, green, blue

/// A colour for 0 to 255, from dark blue over red to pale yellow, lighter all along: equal steps look about equal.
colour colour_of_heat(std::uint32_t level);

/// An image in colour in the making. What lies outside is not drawn.
class raster {
 public:
  raster(std::size_t height, std::size_t width, colour ground);

  std::size_t height() const { return image_.shape.height; }
  std::size_t width() const { return image_.shape.width; }
  void box(std::size_t top, std::size_t left, std::size_t height, std::size_t width, colour fill);
  /// Letters of five by seven squares of so many pixels, six squares apart; capitals, digits and some signs: another
  /// character is a blank.
  void text(std::size_t top, std::size_t left, std::string_view what, std::size_t size, colour ink);
  static std::size_t width_of(std::string_view what, std::size_t size) {
    return what.empty() ? 0 : (6 * what.size() - 1) * size;
  }

  image finished() && { return std::move(image_); }

 private:
  image image_;
};

}  // namespace ansatz::experiment
