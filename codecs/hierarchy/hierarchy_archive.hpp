#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/io/container.hpp>
#include <ansatz/io/idx.hpp>
#include <cstdint>
#include <hierarchy/hierarchy.hpp>
#include <image_archive/image_archive.hpp>

namespace ansatz {

/// How a data set is coded through a hierarchy. All but `threads` is in the file.
struct hierarchy_options {
  std::uint64_t chains =
      1;                   ///< independent stacks, coded in parallel; each begins with images without latents
  std::uint64_t seed = 0;  ///< of the supplies
  unsigned threads = 1;    ///< at most one a chain is of use
};

/// What a stack should hold when the first image with latents is pushed: a bucket's whole index for each
/// latent that is popped before anything is pushed.
bits warm_start_bits(const hierarchy& model);

/// Codes images by `bit_swap_images` or `hilloc_images`, as the model was trained. The images of a chain that
/// are pushed first are coded by `plain_images`, as many as give the bits that the next one's latents take:
/// there are no initial bits to speak of. Throws `domain_error` where images are not of the model's size or
/// kind.
container compress_images(const hierarchy& model, const idx_array& images, const hierarchy_options& options,
                          image_account* account = nullptr, const image_progress& progress = {});

/// The inverse. Throws `corrupt_error` where the container is not one that compress_images gave for this
/// model, or was damaged: the checksum of the images and the state of every stack at its end are checked.
idx_array decompress_images(const hierarchy& model, const container& file, unsigned threads = 1,
                            const image_progress& progress = {});

/// `count` images drawn from the model: pops from a stack that holds nothing but random bits.
idx_array sample_images(const hierarchy& model, std::uint64_t count, std::uint64_t seed);

}  // namespace ansatz
