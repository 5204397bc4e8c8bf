#include "images.hpp"

#include <fmt/format.h>

#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/image_files.hpp>
#include <common/say.hpp>
#include <span>
#include <vector>

namespace ansatz::training {

using torch::Tensor;

namespace {

/// The squares of an image, from its top left corner on.
void cut(const image& x, std::uint32_t side, image_set& into) {
  const std::size_t channels = x.shape.channels, width = x.shape.width;
  for (std::uint32_t row = 0; row + side <= x.shape.height; row += side)
    for (std::uint32_t column = 0; column + side <= x.shape.width; column += side) {
      image& piece = into.emplace_back(image{{side, side, x.shape.channels}, {}});
      for (std::uint32_t r = 0; r < side; ++r) {
        const auto from =
            x.pixels.begin() + static_cast<std::ptrdiff_t>(((row + r) * width + column) * channels);
        piece.pixels.insert(piece.pixels.end(), from, from + static_cast<std::ptrdiff_t>(side * channels));
      }
    }
}

image_set read_squares(const std::string& name, std::uint32_t side, const image_notes& remark) {
  image_set pieces;
  const std::filesystem::path path{name};
  read_images_in_parts(
      std::span{&path, 1}, {}, 1 << 24,
      [&](const image_set& some) {
        for (const image& x : some) cut(x, side, pieces);
      },
      remark);
  return pieces;
}

}  // namespace

Tensor load_images(const std::string& name, std::uint64_t count, std::uint64_t seed, std::uint32_t crop) {
  const auto remark = [](const std::string& what) { fmt::print("{}\n", experiment::legible(what)); };
  const image_set images = name == "digits" ? drawn_digit_images(count, seed)
                           : crop > 0       ? read_squares(name, crop, remark)
                                            : read_images(name, {}, remark);
  if (images.empty()) throw domain_error(name + ": there are no images");
  const image_shape shape = images.front().shape;
  for (const image& x : images)
    if (x.shape != shape || (shape.channels != 1 && shape.channels != 3))
      throw domain_error(name +
                         ": the images are not all grey or all in colour, or of several sizes: see --crop");
  const std::vector<std::uint8_t> numbers = numbers_of(images);
  const Tensor all = torch::tensor(at::ArrayRef<std::uint8_t>{numbers}, torch::kUInt8);
  const auto n = static_cast<std::int64_t>(images.size());
  if (shape.channels == 1) return all.reshape({n, shape.height, shape.width});
  return all.reshape({n, shape.height, shape.width, 3}).permute({0, 3, 1, 2}).contiguous();
}

Tensor flipped(const Tensor& images) {
  const Tensor turned = torch::rand({images.size(0)}) < 0.5;
  std::vector<std::int64_t> each(static_cast<std::size_t>(images.dim()), 1);
  each[0] = images.size(0);
  return torch::where(turned.to(images.device()).view(each), images.flip(-1), images);
}

std::string hash_of(const Tensor& images) {
  return hash_hex(hash64(std::as_bytes(std::span{images.data_ptr<std::uint8_t>(), images.nbytes()})));
}

Tensor binarised(const Tensor& images) { return torch::bernoulli(images / 255); }

Tensor moved(const Tensor& images, std::int64_t far) {
  const std::int64_t n = images.size(0), height = images.size(-2), width = images.size(-1);
  const Tensor padded = torch::constant_pad_nd(images, {far, far, far, far}),
               by = torch::randint(0, 2 * far + 1, {n, 2}, torch::kInt64);
  const auto offset = by.accessor<std::int64_t, 2>();
  std::vector<Tensor> out;
  for (std::int64_t i = 0; i < n; ++i)
    out.push_back(padded[i].narrow(-2, offset[i][0], height).narrow(-1, offset[i][1], width));
  return torch::stack(out);
}

}  // namespace ansatz::training
