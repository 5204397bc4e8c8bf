#include "formats.hpp"

#include <ansatz/error.hpp>

namespace ansatz::formats {

std::string text_of(const image_shape& shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width) +
         (shape.channels == 3 ? " in colour" : "");
}

std::string cited(std::string_view text) {
  constexpr std::size_t most = 40;
  std::string out = "'";
  for (const char c : text.substr(0, most)) out += c >= ' ' && c <= '~' ? c : '?';
  return out + (text.size() > most ? "...'" : "'");
}

void expect_whole(const image& i) {
  if (i.shape.channels != 1 && i.shape.channels != 3)
    throw domain_error("an image has 1 channel or 3, not " + std::to_string(i.shape.channels));
  if (i.shape.size() == 0) throw domain_error("an image of " + text_of(i.shape) + " has no pixels");
  if (i.pixels.size() != i.shape.size())
    throw domain_error("the pixels of an image do not fill its shape, " + text_of(i.shape));
}

image_shape common_shape(const image_set& images, const char* format) {
  const image_shape shape = images.empty() ? image_shape{1, 1, 1} : images.front().shape;
  for (const image& i : images) {
    expect_whole(i);
    if (i.shape != shape)
      throw domain_error(std::string{format} + " holds images of one size, and there are some of " +
                         text_of(shape) + " and of " + text_of(i.shape) + ": .pam or a folder hold any");
  }
  return shape;
}

void expect_promised(const char* format, std::uint64_t promised, std::uint64_t there) {
  if (promised != there)
    throw corrupt_error(
        std::string{format} + ": the header promises " + (promised > there ? "more" : "fewer") +
        " bytes than there are: " + std::to_string(promised) + " against " + std::to_string(there));
}

void take_each(std::uint64_t count, const image_shape& shape, bytes_in pixels, intake& into) {
  const std::uint64_t size = shape.size();
  for (std::uint64_t i = 0; i < count && !into.full(); ++i) {
    into.expect(shape);
    into.take(image_from(shape, pixels.subspan(i * size, size)));
  }
}

void append_pixels(bytes_out& out, const image_set& images) {
  std::size_t size = out.size();
  for (const image& i : images) size += i.pixels.size();
  out.reserve(size);
  for (const image& i : images) append(out, i.pixels);
}

}  // namespace ansatz::formats
