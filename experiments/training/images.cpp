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

Tensor load_images(const std::string& name, std::uint64_t count, std::uint64_t seed) {
  const auto remark = [](const std::string& what) { fmt::print("{}\n", experiment::legible(what)); };
  const image_set images = name == "digits" ? drawn_digit_images(count, seed) : read_images(name, {}, remark);
  if (images.empty()) throw domain_error(name + ": there are no images");
  const image_shape shape = images.front().shape;
  for (const image& x : images)
    if (x.shape != shape || shape.channels != 1)
      throw domain_error(name +
                         ": the images are in colour or of several sizes; grey ones of one size are needed");
  const std::vector<std::uint8_t> numbers = numbers_of(images);
  return torch::tensor(at::ArrayRef<std::uint8_t>{numbers}, torch::kUInt8)
      .reshape({static_cast<std::int64_t>(images.size()), shape.height, shape.width});
}

std::string hash_of(const Tensor& images) {
  return hash_hex(hash64(std::as_bytes(std::span{images.data_ptr<std::uint8_t>(), images.nbytes()})));
}

Tensor binarised(const Tensor& images) { return torch::bernoulli(images / 255); }

Tensor moved(const Tensor& images, std::int64_t far) {
  const std::int64_t n = images.size(0), height = images.size(1), width = images.size(2);
  const Tensor padded = torch::constant_pad_nd(images, {far, far, far, far}),
               by = torch::randint(0, 2 * far + 1, {n, 2}, torch::kInt64);
  const auto offset = by.accessor<std::int64_t, 2>();
  std::vector<Tensor> out;
  for (std::int64_t i = 0; i < n; ++i)
    out.push_back(padded[i].narrow(0, offset[i][0], height).narrow(1, offset[i][1], width));
  return torch::stack(out);
}

}  // namespace ansatz::training
