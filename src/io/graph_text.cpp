#include <algorithm>

#include "graph_formats.hpp"

namespace ansatz::graph_formats {
namespace {

bool is_digit(int c) { return c >= '0' && c <= '9'; }
bool ends_word(int c) { return c == -1 || c == ' ' || c == ',' || (c >= '\t' && c <= '\r'); }

}  // namespace

void text_scanner::refill() {
  in_.skip(at_);
  at_ = 0;
  window_ = in_.peek(std::size_t{1} << 16);
}

void text_scanner::next_line() {
  for (int c = peek(); c != -1; c = peek()) {
    step();
    if (c != '\n') continue;
    ++line_;
    return;
  }
}

bool reads_like_numbers(std::span<const std::byte> text) {
  int lines = 0, numbers = 0;  // numbers: of this line
  bool comment = false, in_number = false;
  for (const std::byte b : text) {
    const int c = std::to_integer<int>(b);
    if (c == '\n') {
      if (!comment && lines == 0 && numbers != 0 && (numbers < 2 || numbers > 3)) return false;
      lines += !comment && (numbers > 0 || lines > 0) ? 1 : 0;
      numbers = 0;
      comment = in_number = false;
    } else if (comment || (numbers == 0 && (c == '#' || c == '%'))) {
      comment = true;
    } else if (is_digit(c)) {
      numbers += in_number ? 0 : 1;
      in_number = true;
    } else if (ends_word(c)) {
      in_number = false;
    } else {
      return false;
    }
  }
  return lines >= 2;
}

std::string text_scanner::word() {
  skip_blanks();
  std::string out;
  for (int c = peek(); !ends_word(c) && out.size() < 63; c = peek()) {
    out += static_cast<char>(c);
    step();
  }
  return out;
}

std::uint64_t text_scanner::number(const char* what, std::uint64_t most) {
  skip_blanks(true);
  std::uint64_t n = 0;
  int digits = 0;
  for (int c = peek(); is_digit(c); c = peek()) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (n > (most - digit) / 10)
      fail("the number for the " + std::string{what} + " is above " + std::to_string(most));
    n = 10 * n + digit;
    ++digits;
    step();
  }
  if (digits == 0)
    fail(peek() == '\n' || peek() == -1 ? "the line ends before the " + std::string{what}
                                        : "no whole number for the " + std::string{what});
  if (!ends_word(peek())) fail("the number for the " + std::string{what} + " is no whole one");
  return n;
}

}  // namespace ansatz::graph_formats
