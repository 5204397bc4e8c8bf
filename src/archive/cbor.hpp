#pragma once
#include <ansatz/error.hpp>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The part of CBOR (RFC 8949) that containers use: whole numbers, texts, bytes, lists and maps of definite
/// length, each number and length in its shortest form, so that there is one spelling.
namespace ansatz::cbor {

class writer {
 public:
  void number(std::uint64_t n) { head(0, n); }
  void bytes(std::span<const std::byte> b) {
    head(2, b.size());
    out_.insert(out_.end(), b.begin(), b.end());
  }
  void text(std::string_view t) {
    head(3, t.size());
    const auto b = std::as_bytes(std::span{t});
    out_.insert(out_.end(), b.begin(), b.end());
  }
  void list(std::uint64_t items) { head(4, items); }
  void map(std::uint64_t pairs) { head(5, pairs); }

  std::vector<std::byte> take() { return std::move(out_); }

 private:
  void head(unsigned major, std::uint64_t n) {
    const unsigned bytes = n < 24 ? 0u : n < 1u << 8 ? 1u : n < 1u << 16 ? 2u : n >> 32 == 0 ? 4u : 8u;
    const std::uint64_t small = bytes == 0 ? n : 24 + static_cast<unsigned>(std::countr_zero(bytes));
    out_.push_back(static_cast<std::byte>(major << 5 | small));
    for (unsigned i = bytes; i-- > 0;) out_.push_back(static_cast<std::byte>(n >> (8 * i)));
  }

  std::vector<std::byte> out_;
};

/// The inverse. Every member throws `corrupt_error` where something else stands there; no length is believed
/// beyond what the bytes can hold.
class reader {
 public:
  explicit reader(std::span<const std::byte> in) : in_{in} {}

  std::uint64_t number() { return head(0); }
  std::vector<std::byte> bytes() {
    const auto b = part(2);
    return {b.begin(), b.end()};
  }
  std::string text() {
    const auto b = part(3);
    return {reinterpret_cast<const char*>(b.data()), b.size()};
  }
  std::uint64_t list() { return held(head(4)); }
  std::uint64_t map() { return held(head(5)); }
  void end() const {
    if (!in_.empty()) refuse();
  }

  [[noreturn]] static void refuse() { throw corrupt_error("a header does not hold what it must"); }

 private:
  std::uint64_t head(unsigned major) {
    if (in_.empty()) refuse();
    const unsigned first = std::to_integer<unsigned>(in_[0]), small = first & 31;
    if (first >> 5 != major || small > 27) refuse();
    const std::size_t bytes = small < 24 ? 0 : std::size_t{1} << (small - 24);
    if (in_.size() - 1 < bytes) refuse();
    std::uint64_t n = small;
    if (bytes > 0) n = 0;
    for (std::size_t i = 1; i <= bytes; ++i) n = n << 8 | std::to_integer<std::uint64_t>(in_[i]);
    const bool shortest = bytes == 0 || (bytes == 1 ? n >= 24 : n >> (4 * bytes) != 0);
    if (!shortest) refuse();
    in_ = in_.subspan(1 + bytes);
    return n;
  }
  std::span<const std::byte> part(unsigned major) {
    const std::uint64_t n = held(head(major));
    const auto out = in_.first(n);
    in_ = in_.subspan(n);
    return out;
  }
  std::uint64_t held(std::uint64_t n) const {
    if (n > in_.size()) refuse();
    return n;
  }

  std::span<const std::byte> in_;
};

}  // namespace ansatz::cbor
