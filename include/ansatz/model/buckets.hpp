#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/model/normal_cdf.hpp>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ansatz {

namespace detail {

/// Where 2^bits buckets of equal mass under N(0, 1) begin, and their medians: Q24.
struct mass_table {
  std::vector<std::int32_t> cuts, medians;  // one more cut than buckets: the first and the last do not count

  explicit mass_table(unsigned bits) {
    const std::uint64_t half = std::uint64_t{1} << (31 - bits);  // half a bucket's mass, Q32
    for (std::uint64_t i = 0; i < std::uint64_t{1} << bits; ++i) {
      cuts.push_back(quantile(2 * i * half));
      medians.push_back(quantile((2 * i + 1) * half));
    }
    cuts.push_back(INT32_MAX);
  }

  /// The table of so many bits, 16 at most. It is made when first asked for and kept until the process ends,
  /// 512 KiB at most: whoever refers to it need not ask who owns it, and threads share no count of
  /// references.
  static const mass_table& of(unsigned bits) {
    static constinit std::array<std::atomic<const mass_table*>, 17> kept{};
    if (const mass_table* table = kept.at(bits).load(std::memory_order_acquire)) return *table;
    auto made = std::make_unique<const mass_table>(bits);
    const mass_table* other = nullptr;  // another thread's, where that was faster
    return kept[bits].compare_exchange_strong(other, made.get(), std::memory_order_acq_rel) ? *made.release()
                                                                                            : *other;
  }

 private:
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
};

}  // namespace detail

/// Intervals that cover the real line, the first and the last unbounded, in one of three ways. An immutable
/// value of a few words, to be copied as one likes: models and arrays hold theirs.
///
///   equal_mass_buckets(bits)    2^bits of equal mass under N(0, 1), 1 <= bits <= 16: bucket i lies between
///                               Phi^-1(i / 2^bits) and Phi^-1((i + 1) / 2^bits), and its median represents it
///   integer_buckets(low, high)  of width 1 around the integers low, ..., high, |low|, |high| <= 2^28
///   integer_buckets(count)      the same around -floor(count / 2), ...
///   even_buckets(count, low, width)  of one width, from low up; both in Q24
///
/// Numbers are 32 bits with `fraction_bits()` bits after the point: 24 where all cuts lie within +-128, fewer
/// for wider sets, whose models take their means and scales in the same measure (see `gaussian_parameters`).
class bucket_set {
 public:
  static constexpr std::uint32_t most = 1u << 24;  ///< of even buckets

  std::uint32_t count() const { return count_; }
  int fraction_bits() const { return fraction_bits_; }

  /// The lower end of bucket i, 0 < i < count().
  std::int32_t cut(std::size_t i) const {
    return table_ != nullptr ? table_[i]
                             : static_cast<std::int32_t>(low_ + width_ * static_cast<std::int64_t>(i));
  }
  /// The value that stands for bucket i: where its mass is halved, or its middle.
  std::int32_t representative(std::size_t i) const {
    if (i >= count_) throw domain_error("bucket_set: there is no such bucket");
    if (table_ != nullptr) return medians_[i];
    const std::int64_t middle = low_ + width_ * static_cast<std::int64_t>(i) + width_ / 2;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(middle, INT32_MIN, INT32_MAX));
  }

  /// For a search: a bucket about x.
  std::uint32_t bucket_about(std::int64_t x) const {
    const std::int64_t i =
        mass_bits_ > 0 ? static_cast<std::int64_t>(normal_cdf(x) >> (32 - mass_bits_)) : (x - low_) / width_;
    return static_cast<std::uint32_t>(i < 0 ? 0 : i < count_ ? i : count_ - 1);
  }

  /// All of it, for compiled code: of equal masses their bits and a table of count() + 1 cuts, of which the
  /// first and the last do not count; of even ones 0 bits, no table, and where they begin and how wide they
  /// are.
  unsigned mass_bits() const { return mass_bits_; }
  const std::int32_t* table() const { return table_; }
  std::int64_t low() const { return low_; }
  std::int64_t width() const { return width_; }

 private:
  friend bucket_set equal_mass_buckets(unsigned bits);
  friend bucket_set even_buckets(std::uint32_t count, std::int64_t low, std::int64_t width);
  bucket_set() = default;

  const std::int32_t *table_ = nullptr, *medians_ = nullptr;  // kept by `mass_table`
  std::int64_t low_ = 0, width_ = 1;
  std::uint32_t count_ = 0;
  unsigned mass_bits_ = 0;
  int fraction_bits_ = 24;
};

inline bucket_set equal_mass_buckets(unsigned bits) {
  if (bits < 1 || bits > 16) throw domain_error("equal_mass_buckets: 1 to 16 bits");
  const detail::mass_table& table = detail::mass_table::of(bits);
  bucket_set out;
  out.table_ = table.cuts.data();
  out.medians_ = table.medians.data();
  out.count_ = std::uint32_t{1} << bits;
  out.mass_bits_ = bits;
  return out;
}

/// Even ones from `low` up, both numbers in Q24. Where a cut lies beyond +-128 the set has as many fraction
/// bits fewer as leave its cuts within half of 32 bits, so that means may lie as far outside again; `low` and
/// `width` must then be multiples of the last bit's place.
inline bucket_set even_buckets(std::uint32_t count, std::int64_t low, std::int64_t width) {
  if (count < 2 || count > bucket_set::most) throw domain_error("even_buckets: 2 to 2^24 of them");
  constexpr std::int64_t far = std::int64_t{1} << 53;  // 2^29
  if (width < 2 || low < -far || low > far || width > (far - low) / (std::int64_t{count} - 1))
    throw domain_error("even_buckets: a width below 2^-23, or buckets beyond 2^29");
  const std::int64_t first = low + width, last = low + width * (std::int64_t{count} - 1);  // cuts
  constexpr std::int64_t lowest = -(std::int64_t{1} << 32);
  int coarser = 0;
  if (low < lowest || width > INT32_MAX || first < INT32_MIN || last > INT32_MAX)
    while (low >> coarser < lowest || width >> coarser > INT32_MAX ||
           std::max(-first, last) >> coarser > 1 << 30)
      ++coarser;
  const std::int64_t place = std::int64_t{1} << coarser;
  if (low % place != 0 || width % place != 0 || width / place < 2)
    throw domain_error("even_buckets: low and width must be multiples of the last bit's place, 2^-" +
                       std::to_string(24 - coarser) +
                       " for buckets this far from 0, and the width two of them");
  bucket_set out;
  out.low_ = low / place;
  out.width_ = width / place;
  out.count_ = count;
  out.fraction_bits_ = 24 - coarser;
  return out;
}

inline bucket_set integer_buckets(std::int64_t low, std::int64_t high) {
  constexpr std::int64_t far = 1 << 28;
  if (low < -far || high > far || low >= high || high - low >= bucket_set::most)
    throw domain_error("integer_buckets: 2 to 2^24 of them, within +-2^28");
  return even_buckets(static_cast<std::uint32_t>(high - low + 1), low * (1 << 24) - (1 << 23), 1 << 24);
}

inline bucket_set integer_buckets(std::uint32_t count) {
  if (count < 2 || count > bucket_set::most) throw domain_error("integer_buckets: 2 to 2^24 of them");
  const std::int64_t half = count / 2;
  return integer_buckets(-half, std::int64_t{count} - 1 - half);
}

}  // namespace ansatz
