#pragma once
#include <torch/torch.h>

#include <cstdint>
#include <string>

namespace ansatz::training {

/// The images of a file or a folder (`read_images`), or so many of the project's own drawn digits where the name is
/// "digits": {n, height, width} of bytes. Throws `domain_error` unless they are grey and of one size; remarks of
/// the reader are printed. With `crop`, images of any sizes are cut into squares of so many pixels a side, from their
/// top left corners on; of those that are in colour, {n, 3, height, width}.
torch::Tensor load_images(const std::string& name, std::uint64_t count, std::uint64_t seed,
                          std::uint32_t crop = 0);

/// Of the numbers of images, whatever their size.
std::string hash_of(const torch::Tensor& images);

/// Pixels drawn anew: 1 with probability value / 255.
torch::Tensor binarised(const torch::Tensor& images);

/// Each image as it is or, as often, with its columns in the other order.
torch::Tensor flipped(const torch::Tensor& images);

/// Each image moved by up to `far` pixels either way; what comes in is black.
torch::Tensor moved(const torch::Tensor& images, std::int64_t far);

}  // namespace ansatz::training
