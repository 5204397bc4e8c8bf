#pragma once
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
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
inline auto pixel_mixing(const std::vector<image_shape>& shapes) {
  std::size_t size = 0;
  for (const image_shape& s : shapes) {
    if (s.size() > SIZE_MAX / 8 - size) throw domain_error("pixel_mixing: more numbers than there can be");
    size += s.size();
  }
  return mapped(autoregressive(8 * size, [shapes] { return pixel_mixer{shapes}; }), bytes_of_bits,
                bits_of_bytes);
}

}  // namespace ansatz
