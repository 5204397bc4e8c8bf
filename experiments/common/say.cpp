#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <common/say.hpp>
#include <cstdint>
#include <cstdio>

namespace ansatz::experiment {
namespace {

struct character {
  std::uint32_t code;
  std::size_t bytes;  // 0 where the text does not begin with one
};

/// The character that the text, which is not empty, begins with: in its shortest spelling, no surrogate.
character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t size = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < size) return {0, 0};
  std::uint32_t code = byte(0) & (0x7fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {0, 0};
    code = code << 6 | (byte(i) & 0x3f);
  }
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  if (surrogate || code > 0x10ffff || (size == 3 && code < 0x800) || (size == 4 && code < 0x10000))
    return {0, 0};
  return {code, size};
}

/// Whether it commands a terminal, ends a line, or turns the order of what is around it.
bool commands(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/// take(character, its bytes) for each character; bytes that are none one by one.
template <class Take>
void each_character(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const character c = first_of(text);
    const std::string_view bytes = text.substr(0, c.bytes > 0 ? c.bytes : 1);
    take(c, bytes);
    text.remove_prefix(bytes.size());
  }
}

}  // namespace

std::string legible(std::string_view text) {
  std::string out;
  each_character(text, [&](character c, std::string_view bytes) {
    if (c.bytes > 0 && !commands(c.code)) {
      out += bytes;
      return;
    }
    for (const char b : bytes) {
      const auto byte = static_cast<unsigned char>(b);
      out += "\\x";
      for (const unsigned digit : {byte / 16u, byte % 16u}) out += "0123456789abcdef"[digit];
    }
  });
  return out;
}

std::string as_utf8(std::string_view text) {
  std::string out;
  each_character(text, [&](character c, std::string_view bytes) {
    out += c.bytes > 0 ? bytes : std::string_view{"\xef\xbf\xbd"};
  });
  return out;
}

void say(const std::string& line) noexcept {
  try {
    draw(legible(line) + '\n');  // at once, so that lines of two programs are not mixed
  } catch (...) {                // there is not the memory for it
    draw("");
  }
}

void draw(const std::string& text) noexcept {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

void hold_standard_streams() noexcept {
  for (const int stream : {0, 1, 2})
    if (::fcntl(stream, F_GETFD) == -1 &&
        errno == EBADF)  // the lowest that is free is the one that is opened
      (void)!::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}

}  // namespace ansatz::experiment
