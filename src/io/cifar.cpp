#include <algorithm>
#include <ansatz/error.hpp>

#include "formats.hpp"

namespace ansatz::formats {
namespace {

// A record: the label, then 32 rows of red, of green, of blue.
constexpr std::size_t plane = std::size_t{32} * 32, record = 1 + 3 * plane;
constexpr image_shape shape{32, 32, 3};

void expect_small_and_coloured(const image_shape& s) {
  if (s != shape) throw domain_error("CIFAR-10 (.bin) holds images of 32x32 in colour, not of " + text_of(s));
}

void append_record(const image& i, bytes_out& out) {
  expect_small_and_coloured(i.shape);
  out.push_back(std::byte{0});
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t p = 0; p < plane; ++p) out.push_back(static_cast<std::byte>(i.pixels[3 * p + c]));
}

}  // namespace

void read_cifar(byte_reader& in, intake& into) {
  const bool like_idx = begins_as_idx(in.peek(4));
  for (std::uint64_t n = 0; !into.full() && (n == 0 || !in.at_end()); ++n) {
    const bytes_in bytes = in.peek(record);
    if (bytes.size() < record)
      throw corrupt_error(
          "CIFAR-10: " + std::to_string(in.position() + bytes.size()) +
          " bytes are no whole number of records of 3073 (a label, 32x32 pixels of 3 colours)" +
          (like_idx ? "; if it is an idx file, it needs another ending than .bin" : ""));
    if (const auto label = std::to_integer<unsigned>(bytes[0]); label > 9)
      throw corrupt_error("CIFAR-10: record " + std::to_string(n) + " begins with " + std::to_string(label) +
                          ", and labels are 0 to 9");
    into.expect(shape);
    image i{shape, std::vector<std::uint8_t>(3 * plane)};
    for (std::size_t c = 0; c < 3; ++c)
      for (std::size_t p = 0; p < plane; ++p)
        i.pixels[3 * p + c] = std::to_integer<std::uint8_t>(bytes[1 + c * plane + p]);
    in.skip(record);
    into.take(std::move(i));
  }
  into.remark("the labels of CIFAR-10 are not kept");
}

image_appender write_cifar(const image_listing& what) {
  if (what.count == 0) throw domain_error("CIFAR-10 has no file of no images: .idx and .npy have one");
  if (!what.common)
    throw domain_error("CIFAR-10 (.bin) holds images of 32x32 in colour, and these are of several sizes");
  expect_small_and_coloured(*what.common);
  return append_record;
}

}  // namespace ansatz::formats
