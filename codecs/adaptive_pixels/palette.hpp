#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/itemised.hpp>
#include <context_mixing/pixel_mixing.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// Pictures of few colours, as the number of each pixel's colour.
namespace ansatz {

/// 1 to 256 colours, each 2^16 green + 2^8 red + blue, or a level, and one number a pixel.
struct palette_image {
  std::vector<std::uint32_t> colours;
  std::vector<std::uint8_t> numbers;
  friend bool operator==(const palette_image&, const palette_image&) = default;
};

/// Colours in ascending order, so that numbers near to each other are much alike; nothing where there are more than
/// so many, 256 at most. Of one channel or three.
std::optional<palette_image> palette_of(const image& x, std::size_t most = 256);
/// The inverse. Throws `corrupt_error` for what `palette_of` does not give.
image image_of(const palette_image& p, image_shape shape);

/// One of a given shape, in any order of its colours, used or not.
///
/// Rate: 8 bits, 24 a colour (of one channel 8), and the numbers' by `pixel_mixing`. No initial bits. Does push pop? No.
/// Does pop push? No.
class palette_codec {
 public:
  using symbol_type = palette_image;

  /// On a bill the image begins at this place, and the palette is beside.
  explicit palette_codec(image_shape shape, std::uint64_t place = 0) : shape_{shape}, place_{place} {}

  template <class S>
  void push(S& s, const palette_image& x) const {
    if (x.colours.empty() || x.colours.size() > 256) throw domain_error("palette: 1 to 256 colours");
    labelled("numbers", numbers()).push(s, x.numbers);
    for (std::size_t k = x.colours.size(); k-- > 0;) labelled("palette", colour()).push(s, x.colours[k]);
    labelled("palette", uniform(256)).push(s, static_cast<std::uint32_t>(x.colours.size() - 1));
  }
  template <class S>
  palette_image pop(S& s) const {
    palette_image x;
    x.colours.resize(labelled("palette", uniform(256)).pop(s) + 1);
    for (std::uint32_t& c : x.colours) c = labelled("palette", colour()).pop(s);
    const placed<S> here{s, place_};
    x.numbers = numbers().pop(s);
    return x;
  }

 private:
  uniform_codec colour() const { return uniform(shape_.channels == 1 ? 1u << 8 : 1u << 24); }
  pixel_mixing_codec numbers() const {
    return pixel_mixing({{shape_.height, shape_.width, 1}}, shape_.channels);
  }

  image_shape shape_;
  std::uint64_t place_;
};

}  // namespace ansatz
