#pragma once
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
#include <ansatz/mixing/decision_log.hpp>
#include <cstdint>

/// Photographs, by predictions that are fitted at each pixel; see spec.md.
namespace ansatz {

struct adaptive_pixels_settings {
  bool blended =
      true;  ///< three fits and a fit of these, else a single one: half the time, 1 to 3 % more bits
  bool parity = false;  ///< even and odd rows and columns learn apart, where channels were interpolated
};

/// Walks along an image, plane after plane, green first; reads the truth off `known`, where that is given, which
/// has this shape. Throws `domain_error` for a shape that `adaptive_pixels` refuses, `error` where the processor
/// rounds otherwise than IEEE 754 says.
image walk_of_pixels(image_shape shape, adaptive_pixels_settings how, const image* known,
                     const decider& decide);

/// An image of a given shape, grey or colour, of any size.
///
/// Rate: adaptive, no parameters are sent. No initial bits. Arithmetic of binary32, + - x / in one order, decides
/// what is predicted, integers what is coded: the same bits on every machine. A push keeps four bytes a decision,
/// of which there are some three to five a number. Does push pop? No. Does pop push? No.
class adaptive_pixels_codec {
 public:
  using symbol_type = image;

  static constexpr std::uint64_t most_numbers = std::uint64_t{1} << 28;

  /// Throws `domain_error` for other than one or three channels, for no pixels, and for more than 2^28 numbers.
  explicit adaptive_pixels_codec(image_shape shape, adaptive_pixels_settings how = {}, unsigned bits = 31)
      : shape_{shape}, how_{how}, bits_{bits} {
    if (shape.channels != 1 && shape.channels != 3)
      throw domain_error("adaptive_pixels: images of one channel, or three");
    if (shape.size() == 0 || shape.size() > most_numbers)
      throw domain_error("adaptive_pixels: images of 1 to 2^28 numbers");
    if (bits < 1 || bits > 31) throw domain_error("adaptive_pixels: totals of 1 to 31 bits");
  }

  template <class S>
  void push(S& s, const image& x) const {
    if (x.shape != shape_ || x.pixels.size() != shape_.size())
      throw domain_error("adaptive_pixels: the image's shape is not the codec's");
    decision_log log;
    walk_of_pixels(shape_, how_, &x, [&](std::int32_t logit, bool truth) {
      log.add(logit, truth);
      return truth;
    });
    log.replay(s, bits_);
  }
  template <class S>
  image pop(S& s) const {
    return walk_of_pixels(shape_, how_, nullptr, [&](std::int32_t logit, bool) {
      return bernoulli_logit(logit, bits_).pop(s) != 0;
    });
  }

 private:
  image_shape shape_;
  adaptive_pixels_settings how_;
  unsigned bits_;
};

inline adaptive_pixels_codec adaptive_pixels(image_shape shape, adaptive_pixels_settings how = {}) {
  return adaptive_pixels_codec{shape, how};
}

}  // namespace ansatz
