#include <ansatz/error.hpp>
#include <iterator>

#include "formats.hpp"

namespace ansatz::formats {
namespace {

// A record: the label, then 32 rows of red, of green, of blue.
constexpr std::size_t plane = 32 * 32, record = 1 + 3 * plane;
constexpr image_shape shape{32, 32, 3};

}  // namespace

bool is_cifar(bytes_in bytes) {
  if (bytes.empty() || bytes.size() % record != 0) return false;
  for (std::size_t at = 0; at < bytes.size(); at += record)
    if (std::to_integer<unsigned>(bytes[at]) > 9) return false;
  return true;
}

void read_cifar(bytes_in bytes, intake& into) {
  if (bytes.empty() || bytes.size() % record != 0)
    throw corrupt_error("CIFAR-10: " + std::to_string(bytes.size()) +
                        " bytes are no whole number of records of 3073 (a label, 32x32 pixels of 3 colours)");
  for (std::size_t at = 0; at < bytes.size() && !into.full(); at += record) {
    if (const auto label = std::to_integer<unsigned>(bytes[at]); label > 9)
      throw corrupt_error("CIFAR-10: record " + std::to_string(at / record) + " begins with " +
                          std::to_string(label) + ", and labels are 0 to 9");
    into.expect(shape);
    image i{shape, std::vector<std::uint8_t>(3 * plane)};
    for (std::size_t c = 0; c < 3; ++c)
      for (std::size_t p = 0; p < plane; ++p)
        i.pixels[3 * p + c] = std::to_integer<std::uint8_t>(bytes[at + 1 + c * plane + p]);
    into.take(std::move(i));
  }
  into.remark("the labels of CIFAR-10 are not kept");
}

bytes_out write_cifar(const image_set& images) {
  if (images.empty()) throw domain_error("CIFAR-10 has no file of no images: .idx and .npy have one");
  bytes_out out;
  out.reserve(images.size() * record);
  for (const image& i : images) {
    expect_whole(i);
    if (i.shape != shape)
      throw domain_error("CIFAR-10 (.bin) holds images of 32x32 in colour, not of " + text_of(i.shape));
    out.push_back(std::byte{0});
    for (std::size_t c = 0; c < 3; ++c)
      for (std::size_t p = 0; p < plane; ++p) out.push_back(static_cast<std::byte>(i.pixels[3 * p + c]));
  }
  return out;
}

}  // namespace ansatz::formats
