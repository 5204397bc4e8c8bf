#pragma once
#include <ansatz/archive/chains.hpp>
#include <ansatz/archive/data_set.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// What coders of images have in common.
namespace ansatz {

/// What images a model is for.
struct image_demands {
  std::uint64_t pixels = 0;  ///< of each image, which is grey; 0: of any size, grey or colour
  bool binary = false;       ///< all numbers 0 or 1
};

/// Why the data are not what is demanded, in a sentence; empty if they are.
std::string image_objection(const data_set& data, const image_demands& demands);

/// The numbers of images first, ..., first + count - 1, one image after another.
std::vector<std::uint8_t> numbers_of(std::span<const image> images, std::size_t first, std::size_t count);

/// Pops the images of a chain into images whose sizes are set, and whose numbers are not there yet.
using pop_into = std::function<void(rans_stack& s, const container::chain& chain, std::span<image> images,
                                    const items_told& told)>;

/// The images of a file, decoded chain by chain and compared with what was coded. Throws `corrupt_error` for
/// a damaged file, or one whose images are not of the demanded size.
image_set decoded_images(const container& file, const image_demands& demands, unsigned threads,
                         const items_told& told, const pop_into& pop);

/// The shape of an image of so many pixels of which only their number is known: a square, or a row.
image_shape shape_of_pixels(std::uint64_t pixels);

}  // namespace ansatz
