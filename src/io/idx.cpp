#include <ansatz/error.hpp>
#include <ansatz/io/idx.hpp>
#include <string>

namespace ansatz {

std::uint64_t idx_array::item_size() const {
  std::uint64_t n = 1;
  for (std::size_t i = 1; i < shape.size(); ++i) n *= shape[i];
  return n;
}

idx_array parse_idx(std::span<const std::byte> bytes) {
  const auto at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
  if (bytes.size() < 4 || at(0) != 0 || at(1) != 0)
    throw corrupt_error("idx: the file does not begin as an idx file does");
  if (at(2) != 8)
    throw corrupt_error("idx: elements of type " + std::to_string(at(2)) + ", not unsigned bytes (8)");
  const std::size_t rank = at(3);
  if (rank == 0) throw corrupt_error("idx: no dimensions");
  const std::size_t header = 4 + 4 * rank;
  if (bytes.size() < header) throw corrupt_error("idx: the header ends too early");
  idx_array out;
  std::uint64_t size = 1;
  for (std::size_t d = 0; d < rank; ++d) {
    const std::size_t i = 4 + 4 * d;
    out.shape.push_back(at(i) << 24 | at(i + 1) << 16 | at(i + 2) << 8 | at(i + 3));
    if (d > 0 && out.shape[d] == 0) throw corrupt_error("idx: a dimension of 0");
    const std::uint64_t n = out.shape[d];  // once too large, the product stays so and does not wrap around
    size = n != 0 && size > bytes.size() / n ? bytes.size() + 1 : size * n;
  }
  if (size != bytes.size() - header)
    throw corrupt_error("idx: the header promises " +
                        std::string(size > bytes.size() ? "more" : "another number of") +
                        " bytes than follow");
  out.data.reserve(size);
  for (const std::byte b : bytes.subspan(header)) out.data.push_back(std::to_integer<std::uint8_t>(b));
  return out;
}

std::vector<std::byte> format_idx(const idx_array& array) {
  if (array.shape.empty() || array.shape.size() > 255) throw domain_error("idx: 1 to 255 dimensions");
  std::vector<std::byte> out{std::byte{0}, std::byte{0}, std::byte{8},
                             static_cast<std::byte>(array.shape.size())};
  for (const std::uint64_t n : array.shape) {
    if (n > 0xffffffff) throw domain_error("idx: a dimension of more than 2^32 - 1");
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(n >> shift));
  }
  if (array.data.size() != array.count() * array.item_size())
    throw domain_error("idx: the data do not fill the shape");
  for (const std::uint8_t b : array.data) out.push_back(static_cast<std::byte>(b));
  return out;
}

}  // namespace ansatz
