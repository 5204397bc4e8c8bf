#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>

namespace ansatz {
namespace {

std::string size_of(const image_shape& s) {
  return std::to_string(s.height) + "x" + std::to_string(s.width) + (s.channels == 3 ? " in colour" : "");
}

}  // namespace

std::string grey_objection(const data_shape& shape, std::uint64_t pixels) {
  const auto* shapes = std::get_if<std::vector<image_shape>>(&shape);
  if (shapes == nullptr) return "the data are no images";
  for (std::size_t i = 0; i < shapes->size(); ++i)
    if (const image_shape& s = (*shapes)[i]; s.channels != 1 || s.size() != pixels)
      return "the model is for grey images of " + std::to_string(pixels) + " pixels, image " +
             std::to_string(i + 1) + " is of " + size_of(s);
  return {};
}

std::string binary_objection(const data_set& images) {
  const auto& all = std::get<image_set>(images);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (std::ranges::any_of(all[i].pixels, [](std::uint8_t v) { return v > 1; }))
      return "the model is for binary pixels, 0 and 1; image " + std::to_string(i + 1) +
             " goes beyond (ansatz binarize makes such of grey ones)";
  return {};
}

image_set blank_images(const data_shape& shape) {
  image_set out;
  for (const image_shape& s : std::get<std::vector<image_shape>>(shape)) out.push_back({s, {}});
  return out;
}

std::vector<std::uint8_t> numbers_of(std::span<const image> images) {
  std::vector<std::uint8_t> out;
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
