#pragma once
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
#include <ansatz/stack/itemised.hpp>
#include <context_mixing/byte_mixer.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

/// Images of any sizes, grey or colour, by mixing what the numbers around predict; see spec.md.
namespace ansatz {

/// Walks along the bits of the numbers of images, one image after another, row by row. What it learnt from
/// one it knows in the next.
class pixel_mixer {
 public:
  explicit pixel_mixer(std::vector<image_shape> shapes);

  auto next() const { return mixer_.next(); }
  void learn(std::uint8_t bit);

 private:
  void begin();
  /// The number so far up and left of the next one, in the channel that is so many before; 0 outside of the
  /// image.
  int at(std::uint32_t up, std::int64_t left, std::uint32_t channels_before) const;

  std::vector<image_shape> shapes_;
  byte_mixer mixer_;
  std::size_t image_ = 0;
  std::vector<std::uint8_t> pixels_;  // of this image, so far
};

/// Numbers of images of these shapes, one image after another. Rate: adaptive, no parameters are sent. No
/// initial bits. Memory of a push: 96 bytes a number; tables of 25 bytes a number, between 6 kB and 100 MB.
///
/// Does push pop? No. Does pop push? No.
class pixel_mixing_codec {
 public:
  using symbol_type = std::vector<std::uint8_t>;

  pixel_mixing_codec(std::vector<image_shape> shapes, std::uint32_t stands_for)
      : shapes_{std::move(shapes)}, stands_for_{stands_for} {
    for (const image_shape& s : shapes_) {
      if (s.size() > SIZE_MAX / 8 - size_) throw domain_error("pixel_mixing: more numbers than there can be");
      size_ += s.size();
    }
  }

  template <class S>
  void push(S& s, const symbol_type& x) const {
    autoregressive(8 * size_, [&] { return pixel_mixer{shapes_}; }).push(s, bits_of_bytes(x));
  }
  template <class S>
  symbol_type pop(S& s) const {
    pixel_mixer walk{shapes_};
    symbol_type x;
    while (x.size() < size_) {
      const placed<S> here{s, x.size() * stands_for_, 0, stands_for_};
      unsigned number = 0;
      for (int k = 0; k < 8; ++k) {
        const std::uint8_t bit = walk.next().pop(s);
        walk.learn(bit);
        number = 2 * number + bit;
      }
      x.push_back(static_cast<std::uint8_t>(number));
    }
    return x;
  }

 private:
  std::vector<image_shape> shapes_;
  std::size_t size_ = 0;
  std::uint32_t stands_for_;
};
/// On a bill a number may stand for several, as a colour's for its channels.
inline pixel_mixing_codec pixel_mixing(std::vector<image_shape> shapes, std::uint32_t stands_for = 1) {
  return {std::move(shapes), stands_for};
}

}  // namespace ansatz
