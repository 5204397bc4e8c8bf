#include <ansatz/archive/images.hpp>
#include <functional>
#include <numeric>

namespace ansatz {
namespace {

std::string size_of(const image_shape& s) {
  return std::to_string(s.height) + "x" + std::to_string(s.width) + (s.channels == 3 ? " in colour" : "");
}

template <class Fits>
std::string objection_unless(const data_shape& shape, const std::string& taken, Fits fits) {
  const auto* shapes = std::get_if<std::vector<image_shape>>(&shape);
  if (shapes == nullptr) return "the data are no images";
  for (std::size_t i = 0; i < shapes->size(); ++i)
    if (!fits((*shapes)[i]))
      return "the model is for grey images of " + taken + ", image " + std::to_string(i + 1) + " is of " +
             size_of((*shapes)[i]);
  return {};
}

}  // namespace

std::string grey_objection(const data_shape& shape, std::uint64_t pixels) {
  return objection_unless(shape, std::to_string(pixels) + " pixels",
                          [=](const image_shape& s) { return s.channels == 1 && s.size() == pixels; });
}

std::string grey_objection(const data_shape& shape, std::uint32_t height, std::uint32_t width) {
  const image_shape wanted{height, width, 1};
  return objection_unless(shape, size_of(wanted), [=](const image_shape& s) { return s == wanted; });
}

std::string binary_objection(const data_set& images) {
  const auto& all = std::get<image_set>(images);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (std::accumulate(all[i].pixels.begin(), all[i].pixels.end(), 0u, std::bit_or{}) > 1)
      return "the model is for binary pixels, 0 and 1; image " + std::to_string(i + 1) +
             " goes beyond (ansatz binarize makes such of grey ones)";
  return {};
}

std::uint64_t chains_by_size(const data_shape& shape) {
  std::uint64_t numbers = 0;
  if (const auto* images = std::get_if<std::vector<image_shape>>(&shape))
    for (const image_shape& s : *images) numbers += s.size();
  return (numbers >> 20) + 1;
}

image_set blank_images(const data_shape& shape) {
  image_set out;
  for (const image_shape& s : std::get<std::vector<image_shape>>(shape)) out.push_back({s, {}});
  return out;
}

std::vector<std::uint8_t> numbers_of(std::span<const image> images) {
  std::size_t size = 0;
  for (const image& x : images) size += x.pixels.size();
  std::vector<std::uint8_t> out;
  out.reserve(size);
  for (const image& x : images) out.insert(out.end(), x.pixels.begin(), x.pixels.end());
  return out;
}

void assign_numbers(std::span<image> images, std::span<const std::uint8_t> numbers) {
  for (image& x : images) {
    const auto own = numbers.first(x.shape.size());
    x.pixels.assign(own.begin(), own.end());
    numbers = numbers.subspan(own.size());
  }
}

image_shape shape_of_pixels(std::uint64_t pixels) {
  std::uint64_t side = 0;
  while ((side + 1) * (side + 1) <= pixels) ++side;
  const bool square = side * side == pixels;
  return {static_cast<std::uint32_t>(square ? side : 1), static_cast<std::uint32_t>(square ? side : pixels),
          1};
}

}  // namespace ansatz
