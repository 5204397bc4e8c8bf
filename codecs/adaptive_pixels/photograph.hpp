#pragma once
#include <adaptive_pixels/adaptive_pixels.hpp>
#include <adaptive_pixels/palette.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/itemised.hpp>
#include <context_mixing/pixel_mixing.hpp>
#include <cstdint>
#include <utility>
#include <vector>

/// Any picture, in the way that suits it; see spec.md.
namespace ansatz {

/// What codes a picture.
enum class pictures_by {
  fits,      ///< `adaptive_pixels`
  contexts,  ///< `pixel_mixing`: what was drawn
  levels,    ///< each number by itself: noise
  palette    ///< `palette_codec`: of few colours
};

/// How a picture is coded, which a file says in front of it.
struct picture_way {
  pictures_by by = pictures_by::fits;
  adaptive_pixels_settings settings = {};  ///< of fits

  static constexpr std::uint32_t count = 16;  ///< there may be more one day
  /// 0 to 6.
  std::uint32_t number() const {
    if (by != pictures_by::fits) return 3 + static_cast<std::uint32_t>(by);
    return (settings.blended ? 2u : 0u) + (settings.parity ? 1u : 0u);
  }
  /// Throws `corrupt_error` for a number that no way has.
  static picture_way of(std::uint32_t number) {
    if (number > 6) throw corrupt_error("the picture is coded in a way that this version does not know");
    if (number > 3) return {static_cast<pictures_by>(number - 3), {}};
    return {pictures_by::fits, {.blended = (number & 2) != 0, .parity = (number & 1) != 0}};
  }
};

/// Whether every other row or column of red or blue is much smoother than others, against green, as it is where
/// channels were interpolated from a mosaic.
bool is_interpolated(const image& x);
/// Whether half of all pixels are as the one on the left or above is.
bool looks_drawn(const image& x);
/// Whether numbers are 32 or more from the one on the left, or above, in the mean.
bool looks_like_noise(const image& x);

/// The way that suits a picture; `blended`: more time, fewer bits. What looks drawn, is of few colours or looks like noise
/// is coded in each way that it may be, and the shortest is taken. Fewer than 4,096 numbers are `blended` in any case where
/// that is shorter.
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
    for (const image_shape& s : strips_) {
      adaptive_pixels_codec::check_size(s);
      if (way.by == pictures_by::fits) adaptive_pixels_codec::check(s);
    }
  }

  template <class S>
  void push(S& s, const image& x) const {
    if (x.shape != shape_ || x.pixels.size() != shape_.size())
      throw domain_error("photograph: the image's shape is not the codec's");
    auto end = x.pixels.end();
    for (std::size_t k = strips_.size(); k-- > 0;) {
      const auto begin = end - static_cast<std::ptrdiff_t>(strips_[k].size());
      push_strip(s, {strips_[k], std::vector<std::uint8_t>(begin, end)});
      end = begin;
    }
  }
  template <class S>
  image pop(S& s) const {
    image x{shape_, {}};
    x.pixels.reserve(shape_.size());
    for (const image_shape& shape : strips_) {
      const std::vector<std::uint8_t> strip = pop_strip(s, shape, x.pixels.size()).pixels;
      x.pixels.insert(x.pixels.end(), strip.begin(), strip.end());
    }
    return x;
  }

 private:
  /// Of about as many rows each.
  static std::vector<image_shape> strips_of(image_shape shape, const picture_way& way, std::uint64_t most);
  static auto level() { return labelled("levels", uniform(256)); }
  adaptive_pixels_codec of(image_shape strip) const { return {model_, strip, way_.settings, bits_}; }

  template <class S>
  void push_strip(S& s, const image& x) const {
    switch (way_.by) {
      case pictures_by::fits:
        return of(x.shape).push(s, x);
      case pictures_by::contexts:
        return labelled("contexts", pixel_mixing({x.shape})).push(s, x.pixels);
      case pictures_by::levels:
        for (std::size_t i = x.pixels.size(); i-- > 0;) level().push(s, x.pixels[i]);
        return;
      case pictures_by::palette:
        break;
    }
    const auto few = palette_of(x);
    if (!few) throw domain_error("photograph: more than 256 colours");
    palette_codec{x.shape}.push(s, *few);
  }
  /// A strip that begins with this number of the picture.
  template <class S>
  image pop_strip(S& s, image_shape shape, std::uint64_t first) const {
    if (way_.by == pictures_by::palette) return image_of(palette_codec{shape, first}.pop(s), shape);
    const placed<S> here{s, first};
    if (way_.by == pictures_by::fits) return of(shape).pop(s);
    if (way_.by == pictures_by::contexts) return {shape, pixel_mixing({shape}).pop(s)};
    image x{shape, {}};
    while (x.pixels.size() < shape.size()) {
      const placed<S> number{s, x.pixels.size()};
      x.pixels.push_back(static_cast<std::uint8_t>(level().pop(s)));
    }
    return x;
  }
  pixel_model model_;
  picture_way way_;
  unsigned bits_;
  image_shape shape_;
  std::vector<image_shape> strips_;
};

}  // namespace ansatz
