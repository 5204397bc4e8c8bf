#pragma once
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// What another compressor made of the same data.
struct rival {
  std::string name;
  std::uint64_t bytes = 0;
  double encode_seconds = 0, decode_seconds = 0;
};

/// Whether a rival of this name is to be run; asked before it starts.
using rival_wanted = std::function<bool(const std::string& name)>;

/// gzip, bz2 and xz at their strongest over bytes; each decodes again, and `error` is thrown where that is
/// not lossless.
std::vector<rival> run_byte_rivals(std::span<const std::byte> data, const rival_wanted& wanted = {});

/// Runs the general-purpose compressors and image formats, through their own libraries and at their strongest usual settings, over
/// images, and decodes again: throws `error` where that is not lossless, `domain_error` where there are no images.
///
/// gzip, bz2 and xz get the numbers one after another (binary ones packed eight to a byte); PNG, WebP and JPEG XL each image by itself, or,
/// where all are of one size, all as one mosaic, as square as can be (PNG and WebP both ways).
std::vector<rival> run_rivals(const image_set& images, const rival_wanted& wanted = {});

/// PNG, WebP and JPEG XL over one image, as there.
std::vector<rival> run_image_rivals(const image& x, const rival_wanted& wanted = {});

}  // namespace ansatz::experiment
