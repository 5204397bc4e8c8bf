#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/byte_stream.hpp>
#include <cstring>

#include "grow.hpp"

namespace ansatz {
namespace {

constexpr std::size_t piece = std::size_t{1} << 16;  // what the source is asked for at a time

}  // namespace

byte_source source_of(std::span<const std::byte> bytes) {
  return [bytes](std::span<std::byte> to) mutable {
    const std::size_t n = std::min(to.size(), bytes.size());
    if (n > 0) std::memcpy(to.data(), bytes.data(), n);
    bytes = bytes.subspan(n);
    return n;
  };
}

byte_reader::byte_reader(byte_source from) : from_{std::move(from)} {}

void byte_reader::look_ahead(std::size_t n) {
  if (n > longest_peek) throw domain_error("a reader looks ahead 2^20 bytes at most");
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= at_;
  at_ = 0;
  // Whole pieces, so that who looks ahead byte for byte does not ask the source each time.
  buffer_.resize(std::max(buffer_.size(), (n + piece - 1) / piece * piece));
  // A source that gives too little at a time does no harm.
  while (end_ < n && !ended_) {
    const std::size_t there = from_(std::span{buffer_}.subspan(end_));
    ended_ = there == 0;
    end_ += there;
  }
}

void byte_reader::skip(std::size_t n) {
  if (n > end_ - at_) throw domain_error("a reader passes over no more than it has looked at");
  at_ += n;
  position_ += n;
}

std::size_t byte_reader::fill(std::span<std::byte> to) {
  std::size_t n = 0;
  const auto take_buffered = [&] {
    const std::size_t there = std::min(to.size() - n, end_ - at_);
    if (there > 0) std::memcpy(to.data() + n, buffer_.data() + at_, there);
    at_ += there;
    n += there;
  };
  take_buffered();
  while (to.size() - n >= piece && !ended_) {
    const std::size_t there = from_(to.subspan(n));
    ended_ = there == 0;
    n += there;
  }
  if (n < to.size() && !ended_) {
    look_ahead(to.size() - n);
    take_buffered();
  }
  position_ += n;
  return n;
}

std::vector<std::byte> byte_reader::read(std::uint64_t n) {
  return grown<std::vector<std::byte>>(n, [&](std::span<std::byte> to) { return fill(to); });
}

std::uint64_t byte_reader::pass(std::uint64_t n) {
  std::uint64_t passed = 0;
  while (passed < n) {
    const std::size_t there =
        peek(static_cast<std::size_t>(std::min<std::uint64_t>(n - passed, piece))).size();
    if (there == 0) break;
    skip(there);
    passed += there;
  }
  return passed;
}

}  // namespace ansatz
