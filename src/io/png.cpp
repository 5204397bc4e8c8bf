#include <png.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <csetjmp>
#include <cstring>
#include <memory>
#include <new>

#include "png_chunks.hpp"

namespace ansatz::formats {
namespace {

/// What libpng's callbacks see. It leaves by longjmp when it fails, so that no frame between `png_error` and
/// the `setjmp` of `decode` or `encode` may hold anything with a destructor.
struct job {
  bytes_in read;  // what is not read yet
  bytes_out* written = nullptr;
  std::uint8_t* pixels = nullptr;  // rows of `stride` bytes
  std::size_t stride = 0;
  char message[128] = {};
};

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
  auto* j = static_cast<job*>(png_get_error_ptr(png));
  std::strncpy(j->message, message, sizeof j->message - 1);
  png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_read(png_structp png, png_bytep to, std::size_t size) {
  auto* j = static_cast<job*>(png_get_io_ptr(png));
  if (size > j->read.size()) png_error(png, "the file ends too early");
  std::memcpy(to, j->read.data(), size);
  j->read = j->read.subspan(size);
}

bool append(bytes_out& to, png_const_bytep from, std::size_t size) {
  try {
    const auto* first = reinterpret_cast<const std::byte*>(from);
    to.insert(to.end(), first, first + size);
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

void on_write(png_structp png, png_bytep from, std::size_t size) {
  auto* j = static_cast<job*>(png_get_io_ptr(png));
  if (!append(*j->written, from, size)) png_error(png, "out of memory");
}

void on_flush(png_structp) {}

/// A byte a sample, as stored: indices of a palette and grey of less than 8 bits are not expanded.
bool decode(png_structp png, png_infop info, job& j) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_read_fn(png, &j, on_read);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);  // ours are asked before
  png_set_benign_errors(png, 0);                     // too few pixels or too many are errors
  png_read_info(png, info);
  png_set_packing(png);
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_rowbytes(png, info) != j.stride) png_error(png, "rows of another length than the header's");
  const png_uint_32 height = png_get_image_height(png, info);
  for (int pass = 0; pass < passes; ++pass)
    for (png_uint_32 y = 0; y < height; ++y) png_read_row(png, j.pixels + y * j.stride, nullptr);
  png_read_end(png, nullptr);
  return true;
}

bool encode(png_structp png, png_infop info, job& j, const image_shape& shape) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_write_fn(png, &j, on_write, on_flush);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
  png_set_IHDR(png, info, shape.width, shape.height, 8,
               shape.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (png_uint_32 y = 0; y < shape.height; ++y) png_write_row(png, j.pixels + y * j.stride);
  png_write_end(png, nullptr);
  return true;
}

/// libpng's two structures, for reading or for writing.
struct handle {
  bool reads;
  png_structp png;
  png_infop info = nullptr;
  handle(job& j, bool reading)
      : reads{reading},
        png{reading ? png_create_read_struct(PNG_LIBPNG_VER_STRING, &j, on_error, on_warning)
                    : png_create_write_struct(PNG_LIBPNG_VER_STRING, &j, on_error, on_warning)} {
    if (png != nullptr) info = png_create_info_struct(png);
    if (info != nullptr) return;
    destroy();
    throw error("libpng: out of memory");
  }
  handle(const handle&) = delete;
  handle& operator=(const handle&) = delete;
  ~handle() { destroy(); }

 private:
  void destroy() {
    if (reads)
      png_destroy_read_struct(&png, &info, nullptr);
    else
      png_destroy_write_struct(&png, &info);
  }
};

/// Grey of 1, 2 or 4 bits to 0..255.
void widen(std::vector<std::uint8_t>& grey, int depth) {
  const int factor = 255 / ((1 << depth) - 1);
  for (std::uint8_t& v : grey) v = static_cast<std::uint8_t>(v * factor);
}

std::vector<std::uint8_t> colours_of(const std::vector<std::uint8_t>& indices,
                                     const std::vector<std::uint8_t>& palette) {
  std::vector<std::uint8_t> out;
  out.reserve(3 * indices.size());
  for (const std::uint8_t i : indices) {
    const std::size_t at = std::size_t{3} * i;
    if (at >= palette.size())
      throw corrupt_error("PNG: a pixel of the colour " + std::to_string(i) + " of a palette of " +
                          std::to_string(palette.size() / 3));
    out.insert(out.end(), palette.data() + at, palette.data() + at + 3);
  }
  return out;
}

std::string list_of(const std::set<std::string>& names) {
  std::string out;
  std::size_t left = 8;
  for (const std::string& name : names) {
    if (left-- == 0) return out + ", ...";
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

}  // namespace

void read_png(byte_reader& in, intake& into) {
  const png_chunks p = png_chunks_of(in, into.limits().bytes);
  const bool indexed = p.colour == png_colour::palette;
  const image_shape stored{p.height, p.width, p.colour == png_colour::rgb ? 3u : 1u};
  const image_shape shape{p.height, p.width, p.colour == png_colour::grey ? 1u : 3u};
  // Deflate makes at most 1032 bytes of one. A wrong size must not take memory that the data cannot fill.
  if (stored.size() / 8 * static_cast<unsigned>(p.depth) > 1032 * p.data)
    throw corrupt_error("PNG: the header promises " + text_of(shape) + " pixels, more than " +
                        std::to_string(p.data) + " bytes can hold");
  into.expect(shape);
  image out{shape, std::vector<std::uint8_t>(stored.size())};
  job j;
  j.read = p.kept;
  j.pixels = out.pixels.data();
  j.stride = std::size_t{stored.width} * stored.channels;
  const handle h{j, true};
  if (!decode(h.png, h.info, j)) throw corrupt_error("PNG: damaged pixels: " + std::string{j.message});
  if (indexed) {
    out.pixels = colours_of(out.pixels, p.palette);
    into.remark("a palette is expanded to colours");
  } else if (p.depth < 8) {
    widen(out.pixels, p.depth);
    into.remark("grey of " + std::to_string(p.depth) + (p.depth == 1 ? " bit" : " bits") +
                " is expanded to 0 to 255");
  }
  if (!p.others.empty()) into.remark("metadata are not kept: " + list_of(p.others));
  into.take(std::move(out));
}

image_appender write_png(const image_listing& what) {
  const auto expect_sides = [](const image_shape& s) {
    if (std::max(s.height, s.width) > 0x7fffffff)
      throw domain_error("PNG: an image of " + text_of(s) + ", and a side has at most 2^31 - 1 pixels");
  };
  if (what.count != 1)
    throw domain_error("PNG holds one image, and there are " + std::to_string(what.count) +
                       ": a folder, .pnm or .pam hold several");
  if (what.common) expect_sides(*what.common);
  return [expect_sides](const image& i, bytes_out& to) {
    expect_sides(i.shape);
    job j;
    j.written = &to;
    j.pixels = const_cast<std::uint8_t*>(i.pixels.data());  // only read
    j.stride = std::size_t{i.shape.width} * i.shape.channels;
    const handle h{j, false};
    if (!encode(h.png, h.info, j, i.shape)) throw error("libpng: " + std::string{j.message});
  };
}

}  // namespace ansatz::formats
