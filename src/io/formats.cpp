#include "formats.hpp"

#include <algorithm>
#include <ansatz/error.hpp>

#include "grow.hpp"

namespace ansatz::formats {

image_appender appender_for(std::string_view ending, const image_listing& what, bytes_out& out) {
  if (ending == "idx" || ending == "ubyte") return write_idx(what, out);
  if (ending == "npy") return write_npy(what, out);
  if (ending == "bin") return write_cifar(what);
  if (ending == "png") return write_png(what);
  for (const char* kind : {"pbm", "pgm", "ppm", "pnm", "pam"})
    if (ending == kind) return write_pnm(what, kind);
  throw domain_error(
      (ending.empty() ? "a name without an ending" : "images are not written as ." + std::string{ending}) +
      ": there are .idx .ubyte .pbm .pgm .ppm .pnm .pam .png .npy .bin (CIFAR-10), and folders of PNG");
}

std::string text_of(const image_shape& shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width) +
         (shape.channels == 3 ? " in colour" : "");
}

void expect_image(const image_shape& shape) {
  if (shape.channels != 1 && shape.channels != 3)
    throw domain_error("an image has 1 channel or 3, not " + std::to_string(shape.channels));
  if (shape.size() == 0) throw domain_error("an image of " + text_of(shape) + " has no pixels");
}

void expect_whole(const image& i) {
  expect_image(i.shape);
  if (i.pixels.size() != i.shape.size())
    throw domain_error("the pixels of an image do not fill its shape, " + text_of(i.shape));
}

image_shape common_shape(const image_listing& what, const char* format) {
  if (what.count == 0) return what.common.value_or(image_shape{1, 1, 1});
  if (!what.common)
    throw domain_error(std::string{format} +
                       " holds images of one size, and these are of several: .pam or a folder hold any");
  return *what.common;
}

void expect_shape(const image& i, const image_shape& shape, const char* format) {
  if (i.shape != shape)
    throw domain_error(std::string{format} + " holds images of one size, and there are some of " +
                       text_of(shape) + " and of " + text_of(i.shape) + ": .pam or a folder hold any");
}

void expect_promised(const char* format, std::uint64_t promised, std::uint64_t there, const char* tail) {
  if (promised == there) return;
  throw corrupt_error(std::string{format} + ": the header promises " + (promised > there ? "more" : "fewer") +
                      " bytes than there are: " + std::to_string(promised) + " against " +
                      std::to_string(there) + tail);
}

void expect(byte_reader& in, const image_shape& shape, std::uint64_t bytes, intake& into,
            const std::function<void(std::uint64_t)>& ended) {
  try {
    into.expect(shape);
  } catch (const corrupt_error&) {
    throw;
  } catch (const error&) {
    const std::uint64_t most = std::min(bytes, into.limits().pixels_of_one);
    if (const std::uint64_t there = in.pass(most); there < most) ended(there);
    throw;
  }
}

std::vector<std::uint8_t> numbers_from(byte_reader& in, std::uint64_t n) {
  return grown<std::vector<std::uint8_t>>(n, [&](std::span<std::byte> to) { return in.fill(to); });
}

void take_each(byte_reader& in, std::uint64_t count, const image_shape& shape, const char* format,
               std::uint64_t promised, intake& into) {
  const std::uint64_t size = shape.size();
  const auto ended = [&](std::uint64_t) { expect_promised(format, promised, in.position()); };
  for (std::uint64_t i = 0; i < count; ++i) {
    if (into.full()) return;
    expect(in, shape, size, into, ended);
    image next{shape, numbers_from(in, size)};
    if (next.pixels.size() < size) ended(0);
    into.take(std::move(next));
  }
  if (!in.at_end()) expect_promised(format, promised, in.position() + 1, " or more");
}

}  // namespace ansatz::formats
