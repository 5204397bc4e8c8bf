#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/normal_cdf.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// Intervals that cover the real line, the first and the last unbounded, in one of three ways. Numbers are
/// Q24.
///
///   equal_mass_buckets(bits)  2^bits of equal mass under N(0, 1), 1 <= bits <= 16: bucket i lies between
///                             Phi^-1(i / 2^bits) and Phi^-1((i + 1) / 2^bits), and its median represents it
///   integer_buckets(count)    of width 1 around the integers -floor(count / 2), ..., 2 <= count <= 256
///   even_buckets(count, low, width)  of one width from `low` up, 2 <= count <= 2^16, all within 32 bits
class bucket_set {
 public:
  std::uint32_t count() const { return static_cast<std::uint32_t>(representatives_.size()); }
  /// The lower end of bucket i, 0 < i < count().
  std::int32_t cut(std::size_t i) const { return cuts_[i]; }
  /// The value that stands for bucket i: where its mass is halved, or its middle.
  std::int32_t representative(std::size_t i) const {
    if (i >= representatives_.size()) throw domain_error("bucket_set: there is no such bucket");
    return representatives_[i];
  }

  /// For a search: a bucket about x.
  std::uint32_t bucket_about(std::int64_t x) const {
    const std::int64_t i =
        mass_bits_ > 0 ? static_cast<std::int64_t>(normal_cdf(x) >> (32 - mass_bits_)) : (x - low_) / width_;
    return static_cast<std::uint32_t>(i < 0 ? 0 : i < count() ? i : count() - 1);
  }

  /// All of it, for compiled code: count() + 1 cuts, of which the first and the last do not count; the bits
  /// of equal masses, or 0, and then where they begin and how wide they are.
  const std::int32_t* cuts() const { return cuts_.data(); }
  unsigned mass_bits() const { return mass_bits_; }
  std::int64_t low() const { return low_; }
  std::int64_t width() const { return width_; }

 private:
  friend bucket_set equal_mass_buckets(unsigned bits);
  friend bucket_set even_buckets(std::uint32_t count, std::int64_t low, std::int32_t width);
  bucket_set() = default;

  /// The least t with normal_cdf(t) >= p.
  static constexpr std::int32_t quantile(std::uint64_t p) {
    std::int32_t low = -(8 << 24), high = 8 << 24;
    while (low < high) {
      const std::int32_t middle = low + (high - low) / 2;
      if (normal_cdf(middle) >= p)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }
  unsigned mass_bits_ = 0;
  std::int64_t low_ = 0, width_ = 1;
  std::vector<std::int32_t> cuts_, representatives_;
};

inline bucket_set equal_mass_buckets(unsigned bits) {
  if (bits < 1 || bits > 16) throw domain_error("equal_mass_buckets: 1 to 16 bits");
  const std::uint64_t half = std::uint64_t{1} << (31 - bits);  // half a bucket's mass, Q32
  bucket_set out;
  out.mass_bits_ = bits;
  for (std::uint64_t i = 0; i < std::uint64_t{1} << bits; ++i) {
    out.cuts_.push_back(bucket_set::quantile(2 * i * half));
    out.representatives_.push_back(bucket_set::quantile((2 * i + 1) * half));
  }
  out.cuts_.push_back(INT32_MAX);
  return out;
}

inline bucket_set even_buckets(std::uint32_t count, std::int64_t low, std::int32_t width) {
  if (count < 2 || count > 1u << 16) throw domain_error("even_buckets: 2 to 65536 of them");
  if (width < 2 || low < -(std::int64_t{1} << 32) || low + width < INT32_MIN ||
      low + std::int64_t{width} * (count - 1) > INT32_MAX)
    throw domain_error("even_buckets: a width below 2^-23, or cuts beyond 128");
  bucket_set out;
  out.low_ = low;
  out.width_ = width;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::int64_t cut = low + std::int64_t{width} * i;
    out.cuts_.push_back(static_cast<std::int32_t>(i == 0 ? INT32_MIN : cut));
    out.representatives_.push_back(
        static_cast<std::int32_t>(std::clamp<std::int64_t>(cut + width / 2, INT32_MIN, INT32_MAX)));
  }
  out.cuts_.push_back(INT32_MAX);
  return out;
}

inline bucket_set integer_buckets(std::uint32_t count) {
  if (count < 2 || count > 256) throw domain_error("integer_buckets: 2 to 256 of them");
  return even_buckets(count, -(std::int64_t{count} / 2 << 24) - (1 << 23), 1 << 24);
}

}  // namespace ansatz
