#pragma once
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake.hpp"

/// The formats of image files, each in a file of its name. `begins_as_` looks at the first bytes alone;
/// `read_` throws `corrupt_error` in a sentence that names the format and the place, and takes memory only
/// for what the bytes can hold; `write_` throws `domain_error` where the format cannot hold the images.
namespace ansatz::formats {

using bytes_in = std::span<const std::byte>;
using bytes_out = std::vector<std::byte>;

bool begins_as_idx(bytes_in bytes);
void read_idx_images(bytes_in bytes, intake& into);
/// Bytes that the header promises for the whole file; nothing where the header is none or not whole.
std::optional<std::uint64_t> promised_by_idx(bytes_in head);
bytes_out write_idx(const image_set& images);

bool begins_as_npy(bytes_in bytes);
void read_npy(bytes_in bytes, intake& into);
std::optional<std::uint64_t> promised_by_npy(bytes_in head);
bytes_out write_npy(const image_set& images);

bool begins_as_png(bytes_in bytes);
void read_png(bytes_in bytes, intake& into);
bytes_out write_png(const image& i);

bool begins_as_pnm(bytes_in bytes);
void read_pnm(bytes_in bytes, intake& into);
/// `kind` is the ending: bitmaps (pbm), grey (pgm), colour (ppm), grey and colour (pnm), the same with names
/// (pam).
bytes_out write_pnm(const image_set& images, std::string_view kind);

/// CIFAR-10's records begin with nothing that tells them: whether the bytes can be some.
bool is_cifar(bytes_in bytes);
void read_cifar(bytes_in bytes, intake& into);
bytes_out write_cifar(const image_set& images);

/// What a header says, or nothing where it says nothing lawful: the parser says why.
template <class Read>
std::optional<std::uint64_t> promised_by(Read read) {
  try {
    return read().promised;
  } catch (const corrupt_error&) {
    return {};
  }
}

/// "7x13" or "7x13 in colour".
std::string text_of(const image_shape& shape);

/// What a message quotes from a file: printable and short.
std::string cited(std::string_view text);

/// Throws `domain_error` where an image's pixels do not fill its shape, or its channels are neither 1 nor 3.
void expect_whole(const image& i);

/// The shape of all images, which are whole. Throws `domain_error` where they differ.
image_shape common_shape(const image_set& images, const char* format);

/// Throws `corrupt_error` where a file is not as long as its header promises.
void expect_promised(const char* format, std::uint64_t promised, std::uint64_t there);

/// Images of one shape, one after another in `pixels`, which hold `count` of them.
void take_each(std::uint64_t count, const image_shape& shape, bytes_in pixels, intake& into);

inline void append(bytes_out& out, std::span<const std::uint8_t> numbers) {
  const bytes_in bytes = std::as_bytes(numbers);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

/// The pixels of all images, one after another, after what is there.
void append_pixels(bytes_out& out, const image_set& images);

inline image image_from(const image_shape& shape, bytes_in pixels) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(pixels.data());
  return {shape, {first, first + pixels.size()}};
}

}  // namespace ansatz::formats
