#include <algorithm>
#include <ansatz/error.hpp>
#include <map>

#include "formats.hpp"

namespace ansatz::formats {
namespace {

bool is_space(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(int c) { return c >= '0' && c <= '9'; }

/// Images of the Netpbm formats, one after another: bitmaps, grey and colour, as text (P1 to P3) and binary
/// (P4 to P6), and PAM (P7).
class parser {
 public:
  parser(byte_reader& in, intake& into) : in_{in}, into_{into} {}

  void parse() {
    while (!into_.full() && !in_.at_end()) {
      const bytes_in mark = in_.peek(3);
      if (number_ > 0 && !begins_as_pnm(mark)) fail("bytes that are no further image follow: cut them off");
      const int kind = std::to_integer<int>(mark[1]) - '0';
      in_.skip(2);
      if (kind == 7)
        arbitrary();
      else
        plain(kind);
      ++number_;
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { fail(in_.position(), what); }
  [[noreturn]] void fail(std::uint64_t at, const std::string& what) const {
    throw corrupt_error("PNM: image " + std::to_string(number_) + ", at byte " + std::to_string(at) + ": " +
                        what);
  }

  int peek() {
    const bytes_in next = in_.peek(1);
    return next.empty() ? -1 : std::to_integer<int>(next[0]);
  }
  void step() { in_.skip(1); }
  void skip_line() {
    while (peek() != '\n' && peek() != -1) step();
  }
  void skip() {  // spaces and comments
    for (;;) {
      if (peek() == '#') skip_line();
      if (!is_space(peek())) return;
      step();
    }
  }

  std::uint32_t number(const char* what) {
    skip();
    int digits = 0;
    std::uint32_t n = 0;
    for (; is_digit(peek()); ++digits, step()) {
      if (digits == 9) fail(std::string{"the "} + what + " has more than 9 digits");
      n = 10 * n + static_cast<std::uint32_t>(peek() - '0');
    }
    if (digits == 0)
      fail(std::string{peek() == -1 ? "the file ends before the " : "there is no number for the "} + what);
    return n;
  }

  void expect_largest(std::uint32_t largest) const {
    if (largest > 255 && largest < 65536)
      fail("16 bits a number (largest value " + std::to_string(largest) +
           "), and only 8 are taken: pamdepth 255 reduces it, which loses the lower ones");
    if (largest != 255 && largest != 1)
      fail("a largest value of " + std::to_string(largest) +
           ", and only 255 and 1 are taken: use pamdepth 255");
  }

  void plain(int kind) {
    const bool bitmap = kind == 1 || kind == 4;
    image_shape shape;
    shape.width = number("width");
    shape.height = number("height");
    shape.channels = kind == 3 || kind == 6 ? 3 : 1;
    const std::uint32_t largest = bitmap ? 1 : number("largest value");
    expect_largest(largest);
    // One space ends the header; what looks like more is pixels.
    if (peek() == '#') skip_line();
    if (!is_space(peek())) fail("no space ends the header");
    step();
    if (kind == 4)
      packed(shape);
    else if (kind < 4)
      text(shape, bitmap, largest);
    else
      binary(shape, largest);
  }

  void arbitrary() {
    std::map<std::string, std::string> header;
    for (;;) {
      skip();
      std::string line;
      for (; peek() != '\n' && peek() != -1; step())
        if (line.size() < 100) line += static_cast<char>(peek());
      if (peek() == -1) fail("the file ends in the header");
      step();
      while (!line.empty() && is_space(line.back())) line.pop_back();
      if (line == "ENDHDR") break;
      const std::size_t space = std::min(line.find_first_of(" \t"), line.size());
      const std::string key = line.substr(0, space);
      line.erase(0, std::min(line.find_first_not_of(" \t", space), line.size()));
      if (key != "WIDTH" && key != "HEIGHT" && key != "DEPTH" && key != "MAXVAL" && key != "TUPLTYPE")
        fail("an unknown line in the header: " + in_quotes(key));
      if (!header.emplace(key, line).second) fail(key + " stands twice in the header");
    }
    const auto value = [&](const char* key) {
      const std::string text = header[key];
      if (text.empty() || text.size() > 9 || !std::ranges::all_of(text, is_digit))
        fail("no number for " + std::string{key} + " in the header: " + in_quotes(text));
      return static_cast<std::uint32_t>(std::stoul(text));
    };
    const std::string& type = header["TUPLTYPE"];
    const image_shape shape{value("HEIGHT"), value("WIDTH"), value("DEPTH")};
    if (type.ends_with("_ALPHA") || shape.channels == 2 || shape.channels == 4)
      fail("the image has an alpha channel, which is not kept: remove it first");
    const char* only = shape.channels == 1 ? "GRAYSCALE" : "RGB";
    if ((shape.channels != 1 && shape.channels != 3) ||
        (!type.empty() && type != only && (type != "BLACKANDWHITE" || shape.channels != 1)))
      fail(std::to_string(shape.channels) + " channels of the kind " + in_quotes(type) +
           ", neither grey nor colour");
    const std::uint32_t largest = value("MAXVAL");
    expect_largest(largest);
    binary(shape, largest);
  }

  /// The pixels of the image at hand, from `raster_` on, need more bytes than there are.
  [[noreturn]] void end_too_early(const image_shape& shape, std::uint64_t bytes, std::uint64_t there) const {
    fail(raster_, "the pixels end too early: " + text_of(shape) + " need " + std::to_string(bytes) +
                      " bytes, and there are " + std::to_string(there));
  }

  /// Before memory is taken: so many bytes are to follow.
  void expect(const image_shape& shape, std::uint64_t bytes) {
    raster_ = in_.position();
    if (shape.height == 0 || shape.width == 0) fail("an image of " + text_of(shape) + " has no pixels");
    formats::expect(in_, shape, bytes, into_,
                    [&](std::uint64_t there) { end_too_early(shape, bytes, there); });
  }

  void take(image i, bool bits) {
    if (bits) into_.remark("bits are kept as the values 0 and 1");
    into_.take(std::move(i));
  }

  void binary(const image_shape& shape, std::uint32_t largest) {
    expect(shape, shape.size());
    image i{shape, numbers_from(in_, shape.size())};
    if (i.pixels.size() < shape.size()) end_too_early(shape, shape.size(), i.pixels.size());
    if (largest == 1 && std::ranges::any_of(i.pixels, [](std::uint8_t v) { return v > 1; }))
      fail(raster_, "a value above the largest, 1");
    take(std::move(i), largest == 1);
  }

  /// 8 pixels a byte, the first one highest; each row begins a byte.
  void packed(const image_shape& shape) {
    const std::uint64_t row = (std::uint64_t{shape.width} + 7) / 8;
    expect(shape, row * shape.height);
    image i{shape, {}};
    for (std::uint32_t y = 0; y < shape.height; ++y) {
      const std::vector<std::uint8_t> bytes = numbers_from(in_, row);
      if (bytes.size() < row) end_too_early(shape, row * shape.height, in_.position() - raster_);
      for (std::uint32_t x = 0; x < shape.width; ++x) i.pixels.push_back(bytes[x / 8] >> (7 - x % 8) & 1);
    }
    take(std::move(i), true);
  }

  void text(const image_shape& shape, bool bitmap, std::uint32_t largest) {
    // Digits of a bitmap need no space between them.
    const std::uint64_t bytes = bitmap ? shape.size() : 2 * shape.size() - 1;
    expect(shape, bytes);
    image i{shape, {}};
    for (std::uint64_t n = 0; n < shape.size(); ++n) {
      std::uint32_t v = 0;
      skip();
      const std::uint64_t there = in_.position() - raster_;
      if (peek() == -1 && there < bytes) end_too_early(shape, bytes, there);
      if (bitmap) {
        if (peek() != '0' && peek() != '1') fail("neither 0 nor 1 for pixel " + std::to_string(n));
        v = static_cast<std::uint32_t>(peek() - '0');
        step();
      } else {
        v = number("pixels");
      }
      if (v > largest)
        fail("a value of " + std::to_string(v) + " above the largest, " + std::to_string(largest));
      i.pixels.push_back(static_cast<std::uint8_t>(v));
    }
    if (!bitmap && peek() != -1 && !is_space(peek()) && peek() != '#') fail("a pixel's number does not end");
    skip();
    take(std::move(i), largest == 1);
  }

  byte_reader& in_;
  intake& into_;
  std::uint64_t raster_ = 0;  // where the pixels of the image at hand begin
  std::uint64_t number_ = 0;
};

}  // namespace

bool begins_as_pnm(bytes_in bytes) {
  if (bytes.size() < 3 || bytes[0] != std::byte{'P'}) return false;
  const auto kind = std::to_integer<int>(bytes[1]), next = std::to_integer<int>(bytes[2]);
  return kind >= '1' && kind <= '7' && (is_space(next) || next == '#');
}

void read_pnm(byte_reader& in, intake& into) { parser{in, into}.parse(); }

}  // namespace ansatz::formats
