#pragma once
#include <ansatz/error.hpp>
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake.hpp"

/// The formats of image files, each in a file of its name. `begins_as_` looks at the first bytes alone;
/// `read_` takes the bytes of a file to its end, unless that many images were not asked for, throws
/// `corrupt_error` in a sentence that names the format and the place, and takes memory only for what is
/// there. `write_` throws `domain_error` where the format cannot hold what is listed, puts a file's beginning
/// into `out`, and gives what appends an image to it.
namespace ansatz::formats {

using bytes_in = std::span<const std::byte>;
using bytes_out = std::vector<std::byte>;
using image_appender = std::function<void(const image&, bytes_out&)>;

bool begins_as_idx(bytes_in bytes);
void read_idx_images(byte_reader& in, intake& into);
image_appender write_idx(const image_listing& what, bytes_out& out);

bool begins_as_npy(bytes_in bytes);
void read_npy(byte_reader& in, intake& into);
image_appender write_npy(const image_listing& what, bytes_out& out);

bool begins_as_png(bytes_in bytes);
void read_png(byte_reader& in, intake& into);
image_appender write_png(const image_listing& what);

bool begins_as_pnm(bytes_in bytes);
void read_pnm(byte_reader& in, intake& into);
/// `kind` is the ending: bitmaps (pbm), grey (pgm), colour (ppm), grey and colour (pnm), the same with names
/// (pam).
image_appender write_pnm(const image_listing& what, std::string_view kind);

/// CIFAR-10's records begin with nothing that tells them.
void read_cifar(byte_reader& in, intake& into);
image_appender write_cifar(const image_listing& what);

/// What appends images to a file of this ending, as `write_` gives it.
image_appender appender_for(std::string_view ending, const image_listing& what, bytes_out& out);

/// "7x13" or "7x13 in colour".
std::string text_of(const image_shape& shape);

/// What a message quotes from a file, between quotation marks.
inline std::string in_quotes(std::string_view text) { return "'" + printable(text) + "'"; }

/// Throws `domain_error` where an image's pixels do not fill its shape, or its channels are neither 1 nor 3.
void expect_whole(const image& i);

/// The same of a shape.
void expect_image(const image_shape& shape);

/// The shape that a format of images of one size needs; any where there are no images. Throws `domain_error`
/// where they have none in common.
image_shape common_shape(const image_listing& what, const char* format);

/// What all images of such a file have. Throws `domain_error` for another one.
void expect_shape(const image& i, const image_shape& shape, const char* format);

/// Before memory is taken for an image that `bytes` bytes are to follow. Where it is above a limit and they
/// are not there, the file is damaged rather than large: `ended(there)` then says so, by throwing.
void expect(byte_reader& in, const image_shape& shape, std::uint64_t bytes, intake& into,
            const std::function<void(std::uint64_t)>& ended);

/// So many numbers that follow, fewer only where they end.
std::vector<std::uint8_t> numbers_from(byte_reader& in, std::uint64_t n);

/// Images of one shape, one after another, `count` of them, to the end of a file that promises so many bytes.
void take_each(byte_reader& in, std::uint64_t count, const image_shape& shape, const char* format,
               std::uint64_t promised, intake& into);

/// Throws `corrupt_error` where a file is not as long as its header promises; `tail` follows what there is.
void expect_promised(const char* format, std::uint64_t promised, std::uint64_t there, const char* tail = "");

inline void append(bytes_out& out, std::span<const std::uint8_t> numbers) {
  const bytes_in bytes = std::as_bytes(numbers);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

}  // namespace ansatz::formats
