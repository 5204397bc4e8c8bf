#pragma once
#include <ansatz/io/container.hpp>
#include <ansatz/io/idx.hpp>
#include <bb_ans/bb_ans.hpp>
#include <bb_ans/vae.hpp>
#include <cstddef>
#include <cstdint>
#include <image_archive/image_archive.hpp>

namespace ansatz {

/// How bb_ans codes a data set. All but `threads` is in the file.
struct bb_ans_options {
  bb_ans_precision precision;
  std::uint64_t block = 8;   ///< images in a symbol: larger is faster and needs more initial bits; 1 to 4096
  std::uint64_t chains = 1;  ///< independent stacks, coded in parallel; each needs its own initial bits
  std::uint64_t lanes =
      64;  ///< heads of a stack once it holds enough for them: 1, 8, 16, 32 or 64; more are faster
  std::uint64_t seed = 0;  ///< of the supplies
  unsigned threads = 1;    ///< at most one a chain is of use
};

/// Codes images with bits back. Throws `domain_error` where they are not of the model's size or kind.
container compress_images(const vae& net, const idx_array& images, const bb_ans_options& options,
                          image_account* account = nullptr, const image_progress& progress = {});

/// The inverse. Throws `corrupt_error` where the container is not one that compress_images gave for this
/// model, or was damaged: the checksum of the images and the state of every stack at its end are checked.
idx_array decompress_images(const vae& net, const container& file, unsigned threads = 1,
                            const image_progress& progress = {});

/// `count` images drawn from the model: pops from a stack that holds nothing but random bits.
idx_array sample_images(const vae& net, std::uint64_t count, std::uint64_t seed);

}  // namespace ansatz
