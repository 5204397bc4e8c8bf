#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace ansatz {

/// Fills the span as far as there are bytes, and says how far: fewer than it holds only where the bytes end.
/// Throws `error` where they cannot be read.
using byte_source = std::function<std::size_t(std::span<std::byte>)>;

/// Takes all of the bytes. Throws `error` where they cannot be written.
using byte_sink = std::function<void(std::span<const std::byte>)>;

/// What lies in memory, which must outlive the source.
byte_source source_of(std::span<const std::byte> bytes);

/// A source that lets its reader look ahead. No memory is taken for more than what is there, whatever is
/// asked for, and the source is not asked again once it has ended.
class byte_reader {
 public:
  static constexpr std::size_t longest_peek = std::size_t{1} << 20;

  explicit byte_reader(byte_source from);
  byte_reader(byte_reader&&) = default;
  byte_reader& operator=(byte_reader&&) = default;

  /// The n bytes that follow, `longest_peek` at most, and fewer only where they end; valid until the next
  /// call of anything but `skip`. Throws `domain_error` for a larger n.
  std::span<const std::byte> peek(std::size_t n) {
    if (end_ - at_ < n && !ended_) look_ahead(n);
    return std::span{buffer_}.subspan(at_, n < end_ - at_ ? n : end_ - at_);
  }

  /// Passes over n bytes that were peeked at. Throws `domain_error` for more.
  void skip(std::size_t n);

  /// The n bytes that follow, and fewer only where they end.
  std::vector<std::byte> read(std::uint64_t n);

  /// The same into a span; says how many there were.
  std::size_t fill(std::span<std::byte> to);

  /// Passes over n bytes; says how many there were.
  std::uint64_t pass(std::uint64_t n);

  bool at_end() { return peek(1).empty(); }

  /// Bytes skipped, read and passed over so far.
  std::uint64_t position() const { return position_; }

 private:
  void look_ahead(std::size_t n);

  byte_source from_;
  std::vector<std::byte> buffer_;
  std::size_t at_ = 0, end_ = 0;  // what is buffered and was not taken yet
  bool ended_ = false;
  std::uint64_t position_ = 0;
};

}  // namespace ansatz
