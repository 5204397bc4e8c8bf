#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <span>
#include <string_view>
#include <vector>

/// Targets of a fuzzer. A target is given any bytes at all, and comes back: whatever it throws, and wherever it aborts, is a finding.
namespace ansatz::fuzz {

using input = std::span<const std::uint8_t>;

struct target {
  std::string_view name;
  void (*run)(input);
};

/// All of them, in the order of their names (targets.cpp).
std::span<const target> targets();
/// Null where there is none of this name.
const target* find_target(std::string_view name);

/// What must hold of every input.
inline void require(bool holds, const char* what,
                    const std::source_location& at = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: does not hold: %s\n", at.file_name(), static_cast<unsigned>(at.line()), what);
  std::abort();
}

/// Takes numbers off the front of an input; behind its end there are zeros.
class taker {
 public:
  explicit taker(input from) : left_{from} {}

  bool at_end() const { return left_.empty(); }
  input rest() const { return left_; }

  template <class Number = std::uint8_t>
  Number take() {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) value |= std::uint64_t{byte()} << (8 * i);
    return static_cast<Number>(value);
  }
  /// Below n, which is not 0.
  std::uint32_t below(std::uint32_t n) {
    return n <= 256     ? take<std::uint8_t>() % n
           : n <= 65536 ? take<std::uint16_t>() % n
                        : take<std::uint32_t>() % n;
  }
  /// From `least` to `most`.
  std::uint32_t within(std::uint32_t least, std::uint32_t most) { return least + below(most - least + 1); }
  bool coin() { return (byte() & 1) != 0; }
  /// A number of any size up to so many bits, small ones and those beside powers of two as often as others.
  std::uint64_t of_any_size(unsigned bits) {
    const unsigned how = byte(), width = how % (bits + 1);
    const std::uint64_t top = width == 0 ? 0 : ~std::uint64_t{0} >> (64 - width);
    return how < 128 ? take<std::uint64_t>() & top : top == 0 ? 0 : top - (how & 1);
  }
  input part(std::size_t n) {
    const input out = left_.first(n < left_.size() ? n : left_.size());
    left_ = left_.subspan(out.size());
    return out;
  }

 private:
  std::uint8_t byte() {
    if (left_.empty()) return 0;
    const std::uint8_t b = left_.front();
    left_ = left_.subspan(1);
    return b;
  }

  input left_;
};

inline std::vector<std::byte> bytes_of(input in) {
  const auto bytes = std::as_bytes(in);
  return {bytes.begin(), bytes.end()};
}

}  // namespace ansatz::fuzz
