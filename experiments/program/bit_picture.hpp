#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/io/image.hpp>
#include <ansatz/stack/itemised.hpp>
#include <cstdint>
#include <string>
#include <vector>

/// Pictures of where the bits of images went.
namespace ansatz::experiment {

/// An image with its bill.
struct billed_image {
  std::uint64_t number = 0;  ///< in its file
  image shown;
  item_bill bill;
};

/// What a channel of an image took.
struct channel_bits {
  std::string name;  ///< "red", "green", "blue", or "grey"
  std::uint64_t numbers = 0;
  bits sum, most;  ///< of all its numbers; of the dearest of them
};
std::vector<channel_bits> channels_of(const billed_image& x);

/// What is drawn as the lightest colour, so that at most a number of two hundred took more: a round number of bits.
double suitable_scale(const std::vector<billed_image>& images);

/// Each image beside what each number of each channel took, in colours of heat from 0 to `scale` bits, with a bar that says which is which. Small images are magnified; of large
/// ones squares of pixels are drawn as their mean. Throws `domain_error` where that would be too large, or there is none.
image bit_picture(const std::vector<billed_image>& images, double scale, const std::string& title);

}  // namespace ansatz::experiment
