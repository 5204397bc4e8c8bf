#pragma once
#include <adaptive_pixels/adaptive_pixels.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/itemised.hpp>
#include <context_mixing/pixel_mixing.hpp>
#include <cstdint>
#include <utility>
#include <vector>

/// Any picture, in the way that suits it; see spec.md.
namespace ansatz {

/// How a picture is coded, which a file says in front of it.
struct picture_way {
  bool contexts = false;  ///< by `pixel_mixing`: what was drawn; else by `adaptive_pixels`
  adaptive_pixels_settings settings = {};

  static constexpr std::uint32_t count = 16;  ///< there may be more one day
  /// 0 to 4.
  std::uint32_t number() const {
    return contexts ? 4 : (settings.blended ? 2u : 0u) + (settings.parity ? 1u : 0u);
  }
  /// Throws `corrupt_error` for a number that no way has.
  static picture_way of(std::uint32_t number) {
    if (number > 4) throw corrupt_error("the picture is coded in a way that this version does not know");
    return {number == 4, {.blended = (number & 2) != 0, .parity = (number & 1) != 0}};
  }
};

/// Whether every other row or column of red or blue is much smoother than others, against green, as it is where
/// channels were interpolated from a mosaic.
bool is_interpolated(const image& x);
/// Whether half of all pixels are as the one on the left or above is.
bool looks_drawn(const image& x);

/// The way that suits a picture; `blended`: more time, fewer bits. What looks drawn is coded both ways, and the shorter
/// one taken.
picture_way way_of(const pixel_model& model, const image& x, bool blended);

/// A picture of a given shape in a given way: its strips of rows, from above, each by itself, so that memory is
/// bounded.
///
/// Rate: its strips'. No initial bits. Does push pop? No. Does pop push? No.
class photograph_codec {
 public:
  using symbol_type = image;

  static constexpr std::uint64_t pixels_of_a_strip = std::uint64_t{1} << 22;

  /// Throws `domain_error` for shapes that `adaptive_pixels` refuses, by strips of so many pixels.
  photograph_codec(pixel_model model, image_shape shape, picture_way way, unsigned bits = 24,
                   std::uint64_t strip = pixels_of_a_strip)
      : model_{std::move(model)},
        way_{way},
        bits_{bits},
        shape_{shape},
        strips_{strips_of(shape, way, strip)} {
    for (const image_shape& s : strips_) adaptive_pixels_codec::check(s);
  }

  template <class S>
  void push(S& s, const image& x) const {
    if (x.shape != shape_ || x.pixels.size() != shape_.size())
      throw domain_error("photograph: the image's shape is not the codec's");
    auto end = x.pixels.end();
    for (std::size_t k = strips_.size(); k-- > 0;) {
      const auto begin = end - static_cast<std::ptrdiff_t>(strips_[k].size());
      std::vector<std::uint8_t> strip(begin, end);
      if (way_.contexts)
        labelled("contexts", pixel_mixing({strips_[k]})).push(s, strip);
      else
        of(strips_[k]).push(s, {strips_[k], std::move(strip)});
      end = begin;
    }
  }
  template <class S>
  image pop(S& s) const {
    image x{shape_, {}};
    x.pixels.reserve(shape_.size());
    for (const image_shape& shape : strips_) {
      const placed<S> here{s, x.pixels.size()};
      const std::vector<std::uint8_t> strip =
          way_.contexts ? pixel_mixing({shape}).pop(s) : of(shape).pop(s).pixels;
      x.pixels.insert(x.pixels.end(), strip.begin(), strip.end());
    }
    return x;
  }

 private:
  /// Of about as many rows each.
  static std::vector<image_shape> strips_of(image_shape shape, const picture_way& way, std::uint64_t most);
  adaptive_pixels_codec of(image_shape strip) const { return {model_, strip, way_.settings, bits_}; }

  pixel_model model_;
  picture_way way_;
  unsigned bits_;
  image_shape shape_;
  std::vector<image_shape> strips_;
};

}  // namespace ansatz
