#include <algorithm>
#include <ansatz/error.hpp>
#include <limits>

#include "formats.hpp"
#include "npy_header.hpp"

namespace ansatz::formats {
namespace {

constexpr std::size_t longest_header = 1 << 16;  // numpy's own is some 128
constexpr std::string_view magic = "\x93NUMPY";

[[noreturn]] void fail(const std::string& what) { throw corrupt_error("npy: " + what); }

/// Bytes of everything before the data; nothing where so few bytes do not say.
std::optional<std::uint64_t> header_size(bytes_in bytes) {
  const auto at = [&](std::size_t i) { return std::to_integer<std::uint64_t>(bytes[i]); };
  if (!begins_as_npy(bytes) || bytes.size() < 12) return {};
  const std::uint64_t length = at(8) | at(9) << 8;
  return at(6) == 1 ? 10 + length : 12 + (length | at(10) << 16 | at(11) << 24);
}

struct layout {
  std::uint64_t count = 1;
  image_shape shape;
  std::size_t header = 0;      // bytes of it
  std::uint64_t promised = 0;  // bytes of the file
};

layout layout_of(bytes_in bytes) {
  const std::optional<std::uint64_t> header = header_size(bytes);
  if (!header) fail("the header ends too early");
  if (const auto version = std::to_integer<int>(bytes[6]); version < 1 || version > 3)
    fail("version " + std::to_string(version) + " of the format, and 1 to 3 are known");
  if (*header > longest_header) fail("a header of " + std::to_string(*header) + " bytes");
  if (*header > bytes.size()) fail("the header ends too early");
  const std::size_t from = bytes[6] == std::byte{1} ? 10 : 12;
  const npy_header l = npy_header_of({reinterpret_cast<const char*>(bytes.data()) + from, *header - from});
  if (l.type != "|u1" && l.type != "u1" && l.type != "<u1" && l.type != ">u1")
    fail("elements of the type " + in_quotes(l.type) + ", not uint8: save array.astype(numpy.uint8)");
  if (l.columns_first) fail("Fortran order: save numpy.ascontiguousarray(array)");

  const auto& s = l.shape;
  const auto n = [&](std::size_t d) {
    if (s[d] == 0 || s[d] > 0xffffffff) fail("a dimension of " + std::to_string(s[d]));
    return static_cast<std::uint32_t>(s[d]);
  };
  const auto is_channels = [&](std::size_t d) { return s[d] == 1 || s[d] == 3; };
  layout out;
  if (s.size() == 2)
    out.shape = {n(0), n(1), 1};
  else if (s.size() == 3 && is_channels(2))
    out.shape = {n(0), n(1), n(2)};
  else if (s.size() == 3)
    out = {s[0], {n(1), n(2), 1}};
  else if (s.size() == 4 && is_channels(3))
    out = {s[0], {n(1), n(2), n(3)}};
  else
    fail("an array of " + std::to_string(s.size()) +
         " dimensions; images are (height, width), (n, height, width), or these with 1 or 3 channels at the "
         "end");
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  out.header = *header;
  out.promised = out.shape.size() != 0 && out.count > (most - *header) / out.shape.size()
                     ? most
                     : out.count * out.shape.size() + *header;
  return out;
}

}  // namespace

bool begins_as_npy(bytes_in bytes) {
  return bytes.size() >= magic.size() &&
         std::ranges::equal(bytes.first(magic.size()), std::as_bytes(std::span{magic}));
}

void read_npy(byte_reader& in, intake& into) {
  const layout l = layout_of(in.peek(longest_header));
  in.skip(l.header);
  take_each(in, l.count, l.shape, "npy", l.promised, into);
}

image_appender write_npy(const image_listing& what, bytes_out& out) {
  const image_shape s = common_shape(what, "npy");
  std::string text = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + std::to_string(what.count) +
                     ", " + std::to_string(s.height) + ", " + std::to_string(s.width);
  // (n, height, 3) would be read as one image in colour.
  if (s.channels == 3 || s.width == 1 || s.width == 3) text += ", " + std::to_string(s.channels);
  text += "), }";
  text.resize((10 + text.size()) / 64 * 64 + 64 - 10 - 1, ' ');  // numpy aligns the data
  text += '\n';
  std::string head{magic};
  head += '\1';
  head += '\0';
  head += static_cast<char>(text.size() & 255);
  head += static_cast<char>(text.size() >> 8);
  head += text;
  const bytes_in front = std::as_bytes(std::span{head});
  out.insert(out.end(), front.begin(), front.end());
  return [s](const image& i, bytes_out& to) {
    expect_shape(i, s, "npy");
    append(to, i.pixels);
  };
}

}  // namespace ansatz::formats
