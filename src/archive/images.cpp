#include <algorithm>
#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>

namespace ansatz {
namespace {

std::string size_of(const image_shape& s) {
  return std::to_string(s.height) + "x" + std::to_string(s.width) + (s.channels == 3 ? " in colour" : "");
}

bool fits(const image_shape& s, const image_demands& d) {
  return d.pixels == 0 || (s.channels == 1 && s.size() == d.pixels);
}

}  // namespace

std::string image_objection(const data_set& data, const image_demands& demands) {
  const auto* images = std::get_if<image_set>(&data);
  if (images == nullptr) return "the data are no images";
  for (std::size_t i = 0; i < images->size(); ++i) {
    const image& x = (*images)[i];
    const std::string which = "image " + std::to_string(i + 1);
    if (!fits(x.shape, demands))
      return "the model is for grey images of " + std::to_string(demands.pixels) + " pixels, " + which +
             " is of " + size_of(x.shape);
    if (demands.binary && std::ranges::any_of(x.pixels, [](std::uint8_t v) { return v > 1; }))
      return "the model is for binary pixels, 0 and 1; " + which +
             " goes beyond (ansatz binarize makes such of grey ones)";
  }
  return {};
}

std::vector<std::uint8_t> numbers_of(std::span<const image> images, std::size_t first, std::size_t count) {
  std::vector<std::uint8_t> out;
  for (const image& x : images.subspan(first, count)) out.insert(out.end(), x.pixels.begin(), x.pixels.end());
  return out;
}

image_set decoded_images(const container& file, const image_demands& demands, unsigned threads,
                         const items_told& told, const pop_into& pop) {
  const auto shapes = shapes_in(file);
  image_set images(shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (!fits(shapes[i], demands)) throw corrupt_error("the file's images are not of the model's size");
    images[i].shape = shapes[i];
  }
  pop_chains(
      file, threads,
      [&](rans_stack& s, const container::chain& chain, std::uint64_t first, const items_told& tell) {
        pop(s, chain, std::span{images}.subspan(first, chain.count), tell);
      },
      told);
  expect_original(file, images);
  return images;
}

image_shape shape_of_pixels(std::uint64_t pixels) {
  std::uint64_t side = 0;
  while ((side + 1) * (side + 1) <= pixels) ++side;
  const bool square = side * side == pixels;
  return {static_cast<std::uint32_t>(square ? side : 1), static_cast<std::uint32_t>(square ? side : pixels),
          1};
}

}  // namespace ansatz
