#include <algorithm>
#include <ansatz/error.hpp>
#include <array>
#include <limits>

#include "formats.hpp"

namespace ansatz::formats {
namespace {

constexpr std::string_view magic = "\x93NUMPY";

[[noreturn]] void fail(const std::string& what) { throw corrupt_error("npy: " + what); }

/// Python's literal of a dictionary with the three keys of an npy header, and nothing else.
class literal {
 public:
  explicit literal(std::string_view text) : text_{text} {}

  std::string type;
  bool columns_first = false;
  std::vector<std::uint64_t> shape;

  void parse() {
    expect('{');
    while (!next_is('}')) {
      const std::string key = word();
      expect(':');
      if (std::ranges::find(seen_, key) != seen_.end())
        fail("the key " + cited(key) + " twice in the header");
      seen_.push_back(key);
      if (key == "descr") {
        if (next_is('[', false)) fail("a record of several types, not uint8: save one array of uint8");
        type = word();
      } else if (key == "fortran_order") {
        columns_first = truth();
      } else if (key == "shape") {
        tuple();
      } else {
        fail("an unknown key in the header: " + cited(key));
      }
      if (!next_is(',') && !next_is('}', false)) fail_here();
    }
    skip();
    if (at_ != text_.size()) fail_here();
    if (seen_.size() != 3) fail("a header without type, order and shape");
  }

 private:
  [[noreturn]] void fail_here() const {
    fail("the header cannot be read from its byte " + std::to_string(at_) +
         " on: " + cited(text_.substr(at_)));
  }
  void skip() { at_ = std::min(text_.find_first_not_of(" \n\t", at_), text_.size()); }
  bool next_is(char c, bool take = true) {
    skip();
    const bool is = at_ < text_.size() && text_[at_] == c;
    if (is && take) ++at_;
    return is;
  }
  void expect(char c) {
    if (!next_is(c)) fail_here();
  }
  std::string word() {
    skip();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    const std::size_t end =
        quote == '\'' || quote == '"' ? text_.find(quote, at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos) fail_here();
    std::string out{text_.substr(at_ + 1, end - at_ - 1)};
    at_ = end + 1;
    return out;
  }
  bool truth() {
    skip();
    for (const bool value : {true, false}) {
      const std::string_view name = value ? "True" : "False";
      if (text_.substr(at_).starts_with(name)) {
        at_ += name.size();
        return value;
      }
    }
    fail_here();
  }
  void tuple() {
    expect('(');
    while (!next_is(')')) {
      const std::size_t end = std::min(text_.find_first_not_of("0123456789", at_), text_.size());
      if (end == at_ || end - at_ > 10) fail_here();
      std::uint64_t n = 0;
      for (; at_ < end; ++at_) n = 10 * n + static_cast<std::uint64_t>(text_[at_] - '0');
      shape.push_back(n);
      if (!next_is(',') && !next_is(')', false)) fail_here();
      if (shape.size() > 8) fail("more than 8 dimensions");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string> seen_;
};

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
  std::uint64_t header = 0, promised = 0;  // bytes of the header, of the file
};

layout layout_of(bytes_in bytes) {
  const std::optional<std::uint64_t> header = header_size(bytes);
  if (!header) fail("the header ends too early");
  if (const auto version = std::to_integer<int>(bytes[6]); version < 1 || version > 3)
    fail("version " + std::to_string(version) + " of the format, and 1 to 3 are known");
  constexpr std::uint64_t longest = 1 << 16;  // numpy's own is some 128
  if (*header > longest) fail("a header of " + std::to_string(*header) + " bytes");
  if (*header > bytes.size()) fail("the header ends too early");
  const std::size_t from = bytes[6] == std::byte{1} ? 10 : 12;
  literal l{{reinterpret_cast<const char*>(bytes.data()) + from, *header - from}};
  l.parse();
  if (l.type != "|u1" && l.type != "u1" && l.type != "<u1" && l.type != ">u1")
    fail("elements of the type " + cited(l.type) + ", not uint8: save array.astype(numpy.uint8)");
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
  out.promised =
      out.count > (most - *header) / out.shape.size() ? most : out.count * out.shape.size() + *header;
  return out;
}

}  // namespace

bool begins_as_npy(bytes_in bytes) {
  return bytes.size() >= magic.size() &&
         std::ranges::equal(bytes.first(magic.size()), std::as_bytes(std::span{magic}));
}

std::optional<std::uint64_t> promised_by_npy(bytes_in head) {
  const std::optional<std::uint64_t> header = header_size(head);
  if (!header || *header > head.size()) return {};
  try {
    return layout_of(head).promised;
  } catch (const corrupt_error&) {
    return {};  // the parser says why
  }
}

void read_npy(bytes_in bytes, intake& into) {
  const layout l = layout_of(bytes);
  expect_promised("npy", l.promised, bytes.size());
  take_each(l.count, l.shape, bytes.subspan(l.header), into);
}

bytes_out write_npy(const image_set& images) {
  const image_shape s = common_shape(images, "npy");
  std::string text = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + std::to_string(images.size()) +
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
  bytes_out out{front.begin(), front.end()};
  append_pixels(out, images);
  return out;
}

}  // namespace ansatz::formats
