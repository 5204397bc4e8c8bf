#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <limits>
#include <string>

#include "about.hpp"
#include "formats.hpp"
#include "gzip.hpp"

namespace ansatz {
namespace {

struct header {
  std::size_t size = 0;  // bytes of itself
  std::vector<std::uint64_t> shape;
  std::uint64_t promised = 0;  // bytes of the file; where 64 bits do not hold them, the largest there is
};

header header_of(std::span<const std::byte> bytes) {
  const auto at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
  if (bytes.size() < 4 || at(0) != 0 || at(1) != 0)
    throw corrupt_error("idx: the file does not begin as an idx file does");
  if (at(2) != 8)
    throw corrupt_error("idx: elements of type " + std::to_string(at(2)) + ", not unsigned bytes (8)");
  const std::size_t rank = at(3);
  if (rank == 0) throw corrupt_error("idx: no dimensions");
  header h;
  h.size = 4 + 4 * rank;
  if (bytes.size() < h.size) throw corrupt_error("idx: the header ends too early");
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t size = 1;
  for (std::size_t d = 0; d < rank; ++d) {
    const std::size_t i = 4 + 4 * d;
    h.shape.push_back(at(i) << 24 | at(i + 1) << 16 | at(i + 2) << 8 | at(i + 3));
    if (d > 0 && h.shape[d] == 0) throw corrupt_error("idx: a dimension of 0");
    const std::uint64_t n = h.shape[d];  // once too large, the product stays so and does not wrap around
    size = n != 0 && size > most / n ? most : size * n;
  }
  h.promised = size > most - h.size ? most : size + h.size;
  return h;
}

constexpr std::size_t longest_header = 4 + 4 * 255;

void append_header(std::vector<std::byte>& out, const std::vector<std::uint64_t>& shape) {
  if (shape.empty() || shape.size() > 255) throw domain_error("idx: 1 to 255 dimensions");
  out.insert(out.end(), {std::byte{0}, std::byte{0}, std::byte{8}, static_cast<std::byte>(shape.size())});
  for (const std::uint64_t n : shape) {
    if (n > 0xffffffff) throw domain_error("idx: a dimension of more than 2^32 - 1");
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::byte>(n >> shift));
  }
}

struct layout {
  std::uint64_t count;
  image_shape shape;
};

layout layout_of(const std::vector<std::uint64_t>& s) {
  const auto n = [&](std::size_t d) { return static_cast<std::uint32_t>(s[d]); };
  for (std::size_t d = 1; d < s.size(); ++d)
    if (s[d] > 0xffffffff) throw corrupt_error("idx: a dimension of more than 2^32 - 1");
  switch (s.size()) {
    case 2:
      return {s[0], {1, n(1), 1}};
    case 3:
      return {s[0], {n(1), n(2), 1}};
    case 4:
      if (s[3] == 1 || s[3] == 3) return {s[0], {n(1), n(2), n(3)}};
      throw corrupt_error("idx: " + std::to_string(s[3]) +
                          " channels, which come last, and images have 1 or 3");
    default:
      throw corrupt_error("idx: " + std::to_string(s.size()) + " dimensions, and images have 2 to 4" +
                          (s.size() == 1 ? ": these look like labels" : ""));
  }
}

}  // namespace

std::uint64_t idx_array::item_size() const {
  std::uint64_t n = 1;
  for (std::size_t i = 1; i < shape.size(); ++i) n *= shape[i];
  return n;
}

idx_array parse_idx(std::span<const std::byte> bytes) {
  header h = header_of(bytes);
  formats::expect_promised("idx", h.promised, bytes.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return {std::move(h.shape), {data + h.size, data + bytes.size()}};
}

std::vector<std::byte> format_idx(const idx_array& array) {
  std::vector<std::byte> out;
  append_header(out, array.shape);
  if (array.data.size() != array.count() * array.item_size())
    throw domain_error("idx: the data do not fill the shape");
  formats::append(out, array.data);
  return out;
}

idx_array read_idx(const std::filesystem::path& path, std::uint64_t limit) {
  byte_reader raw{source_of(path)};
  return about(path.string(), [&] {
    byte_source plain = [&raw](std::span<std::byte> to) { return raw.fill(to); };
    byte_reader in{begins_as_gzip(raw.peek(2)) ? gunzipped(std::move(plain)) : std::move(plain)};
    header h = header_of(in.peek(longest_header));
    in.skip(h.size);
    const std::uint64_t size = h.promised - h.size, most = limit - std::min<std::uint64_t>(limit, h.size);
    idx_array out{std::move(h.shape), formats::numbers_from(in, std::min(size, most))};
    if (out.data.size() == most && most < size && !in.at_end())
      throw error("longer than " + std::to_string(limit) + " bytes");
    formats::expect_promised("idx", h.promised, in.position());
    if (!in.at_end()) formats::expect_promised("idx", h.promised, in.position() + 1, " or more");
    return out;
  });
}

image_set images_from(const idx_array& array) {
  const layout l = layout_of(array.shape);
  const std::uint64_t size = l.shape.size();
  if (size == 0) throw corrupt_error("idx: a dimension of 0");
  if (array.data.size() % size != 0 || array.data.size() / size != l.count)
    throw domain_error("idx: the data do not fill the shape");
  image_set out;
  out.reserve(l.count);
  auto from = array.data.begin();
  for (std::uint64_t i = 0; i < l.count; ++i) {
    const auto to = from + static_cast<std::ptrdiff_t>(size);
    out.push_back({l.shape, {from, to}});
    from = to;
  }
  return out;
}

idx_array idx_from(const image_set& images) {
  const image_shape s = images.empty() ? image_shape{1, 1, 1} : images.front().shape;
  for (const image& i : images) {
    formats::expect_whole(i);
    formats::expect_shape(i, s, "idx");
  }
  idx_array out{{images.size(), s.height, s.width}, {}};
  if (s.channels == 3) out.shape.push_back(3);
  out.data.reserve(images.size() * s.size());
  for (const image& i : images) out.data.insert(out.data.end(), i.pixels.begin(), i.pixels.end());
  return out;
}

namespace formats {

bool begins_as_idx(bytes_in bytes) {
  const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(bytes[i]); };
  return bytes.size() >= 4 && at(0) == 0 && at(1) == 0 && at(2) >= 8 && at(2) <= 14 && at(2) != 10;
}

void read_idx_images(byte_reader& in, intake& into) {
  const header h = header_of(in.peek(longest_header));
  const layout l = layout_of(h.shape);
  in.skip(h.size);
  if (h.shape.size() == 2) into.remark("an array of rows, which are read as images one pixel high");
  if (h.shape.size() == 4 && l.shape.channels == 1) into.remark("a last dimension of 1 is not kept");
  take_each(in, l.count, l.shape, "idx", h.promised, into);
}

image_appender write_idx(const image_listing& what, bytes_out& out) {
  const image_shape s = common_shape(what, "idx");
  std::vector<std::uint64_t> shape{what.count, s.height, s.width};
  if (s.channels == 3) shape.push_back(3);
  append_header(out, shape);
  return [s](const image& i, bytes_out& to) {
    expect_shape(i, s, "idx");
    append(to, i.pixels);
  };
}

}  // namespace formats
}  // namespace ansatz
