#pragma once
#include <ansatz/io/idx.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// What another compressor made of the same images.
struct rival {
  std::string name;
  std::uint64_t bytes = 0;
  double encode_seconds = 0, decode_seconds = 0;
};

/// gzip, bz2 and xz at their strongest over bytes; each decodes again, and `error` is thrown where that is
/// not lossless.
std::vector<rival> run_byte_rivals(std::span<const std::byte> data,
                                   const std::function<void(const std::string&)>& told = {});

/// Runs the general-purpose compressors and image formats, through their own libraries and at their strongest
/// usual settings, over images of `shape` {count, height, width}, and decodes again: throws `error` where
/// that is not lossless.
///
/// gzip, bz2 and xz get the pixels one after another (binary ones packed eight to a byte); PNG and WebP each
/// image by itself and all as one mosaic, as square as can be; JPEG XL the mosaic. `told` hears each name
/// before it starts.
std::vector<rival> run_rivals(const idx_array& images,
                              const std::function<void(const std::string&)>& told = {});

}  // namespace ansatz::experiment
