#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/model/normal_cdf.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// N(mean, stddev^2) in fixed point.
struct gaussian_parameters {
  std::int32_t mean = 0;                   ///< Q24
  std::uint32_t inverse_stddev = 1 << 16;  ///< Q16, 1 to 2^30
};

/// Intervals that cover the real line, the first and the last unbounded, in one of two ways. Numbers are Q24.
///
///   gaussian_buckets(bits)    2^bits of equal mass under N(0, 1), 1 <= bits <= 16: bucket i lies between
///                             Phi^-1(i / 2^bits) and Phi^-1((i + 1) / 2^bits), and its median represents it
///   integer_buckets(count)    of width 1 around the integers -floor(count / 2), ..., 2 <= count <= 256
class gaussian_buckets {
 public:
  explicit gaussian_buckets(unsigned bits) : mass_bits_{bits} {
    if (bits < 1 || bits > 16) throw domain_error("gaussian_buckets: 1 to 16 bits");
    const std::uint64_t half = std::uint64_t{1} << (31 - bits);  // half a bucket's mass, Q32
    for (std::uint64_t i = 0; i < std::uint64_t{1} << bits; ++i) {
      cuts_.push_back(quantile(2 * i * half));
      representatives_.push_back(quantile((2 * i + 1) * half));
    }
    finish();
  }

  std::uint32_t count() const { return static_cast<std::uint32_t>(representatives_.size()); }
  /// The lower end of bucket i, 0 < i < count().
  std::int32_t cut(std::size_t i) const { return cuts_[i]; }
  /// The value that stands for bucket i: where its mass is halved, or its middle.
  std::int32_t representative(std::size_t i) const {
    if (i >= representatives_.size()) throw domain_error("gaussian_buckets: there is no such bucket");
    return representatives_[i];
  }

  /// For a search: a number whose normal_cdf is about p (Q32), and a bucket about x.
  std::int32_t about(std::uint64_t p) const {
    const std::int64_t from = quantiles_[p >> 22], to = quantiles_[(p >> 22) + 1];
    return static_cast<std::int32_t>(from + ((to - from) * static_cast<std::int64_t>(p & 0x3fffff) >> 22));
  }
  std::uint32_t bucket_about(std::int64_t x) const {
    const std::int64_t i = mass_bits_ > 0 ? static_cast<std::int64_t>(normal_cdf(x) >> (32 - mass_bits_))
                                          : ((x + (1 << 23)) >> 24) + count() / 2;
    return static_cast<std::uint32_t>(i < 0 ? 0 : i < count() ? i : count() - 1);
  }

  /// All of it, for compiled code: count() + 1 cuts, of which the first and the last do not count; what
  /// `about` interpolates; the bits of equal masses, or 0.
  const std::int32_t* cuts() const { return cuts_.data(); }
  const std::int32_t* quantiles() const { return quantiles_.data(); }
  unsigned mass_bits() const { return mass_bits_; }

 private:
  friend gaussian_buckets integer_buckets(std::uint32_t count);
  gaussian_buckets() = default;

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
  void finish() {
    cuts_.push_back(INT32_MAX);
    for (std::uint64_t k = 0; k <= 1024; ++k)
      quantiles_.push_back(quantile(k == 0 ? 1 << 20 : k == 1024 ? (1ull << 32) - (1 << 20) : k << 22));
  }

  unsigned mass_bits_ = 0;
  std::vector<std::int32_t> cuts_, representatives_;
  std::vector<std::int32_t> quantiles_;  // of k / 1024
};

inline gaussian_buckets integer_buckets(std::uint32_t count) {
  if (count < 2 || count > 256) throw domain_error("integer_buckets: 2 to 256 of them");
  gaussian_buckets out;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::int64_t middle = (std::int64_t{i} - count / 2) * (1 << 24);
    out.cuts_.push_back(static_cast<std::int32_t>(i == 0 ? INT32_MIN : middle - (1 << 23)));
    out.representatives_.push_back(static_cast<std::int32_t>(middle));
  }
  out.finish();
  return out;
}

namespace detail {

/// Both Gaussian models. Floored, each bucket owns one count before the rest is shared out by G.
template <bool Floored>
class gaussian_on_buckets {
 public:
  using symbol_type = std::uint32_t;

  gaussian_on_buckets(const gaussian_buckets& buckets, gaussian_parameters p, unsigned bits)
      : buckets_{&buckets}, parameters_{p}, total_{bits} {
    if (p.inverse_stddev == 0 || p.inverse_stddev > 1u << 30)
      throw domain_error("gaussian: the inverse standard deviation must lie in [2^-16, 2^14]");
    if (Floored && total_.count() < buckets.count())
      throw domain_error("floored_gaussian: more buckets than the total has counts");
  }

  precision total() const { return total_; }
  interval interval_of(std::uint32_t x) const {
    if (x >= buckets_->count()) throw domain_error("gaussian: there is no such bucket");
    const std::uint32_t start = below(x);
    return {start, below(x + 1) - start};
  }
  /// Steps from a guess in doubling strides until G brackets cf, then bisects: the guess costs time, never
  /// the answer.
  found<std::uint32_t> find(std::uint32_t cf) const {
    std::uint32_t low = guess(cf), high = low;
    std::uint32_t start = below(low), end = start;  // G(low), G(high)
    if (start <= cf) {
      for (std::uint32_t stride = 1; end <= cf; stride *= 2) {
        low = high, start = end;
        high = stride < buckets_->count() - low ? low + stride : buckets_->count();
        end = below(high);
      }
    } else {
      for (std::uint32_t stride = 1; start > cf; stride *= 2) {
        high = low, end = start;
        low = stride < high ? high - stride : 0;
        start = below(low);
      }
    }
    while (high - low > 1) {
      const std::uint32_t middle = low + (high - low) / 2, at = below(middle);
      if (at <= cf)
        low = middle, start = at;
      else
        high = middle, end = at;
    }
    return {low, {start, end - start}};
  }

 private:
  /// G(i)
  std::uint32_t below(std::uint32_t i) const {
    if (i == 0) return 0;
    if (i == buckets_->count()) return total_.count();
    const std::int64_t distance = std::int64_t{buckets_->cut(i)} - parameters_.mean;  // |.| <= 2^32
    const std::int64_t t = (distance * static_cast<std::int64_t>(parameters_.inverse_stddev)) >> 16;
    const std::uint64_t phi = normal_cdf(t);  // at most 2^32, times at most 2^31
    if constexpr (Floored)
      return static_cast<std::uint32_t>(i + (phi * (total_.count() - buckets_->count()) >> 32));
    else
      return static_cast<std::uint32_t>(phi >> (32 - total_.bits()));
  }

  /// Near the bucket of cf: a table of Phi^-1, its answer scaled to this Gaussian.
  std::uint32_t guess(std::uint32_t cf) const {
    const std::int64_t z = buckets_->about(std::uint64_t{cf} << (32 - total_.bits()));
    return buckets_->bucket_about(parameters_.mean +
                                  z * 65536 / static_cast<std::int64_t>(parameters_.inverse_stddev));
  }

  const gaussian_buckets* buckets_;
  gaussian_parameters parameters_;
  precision total_;
};

}  // namespace detail

/// A Gaussian on buckets: symbol i with the integer CDF G(i) = floor(2^bits Phi((cut(i) - mean) / stddev)),
/// G(0) = 0, G(count) = 2^bits. Far buckets may own nothing. The buckets must outlive the model.
///
/// Monotone because every step is: (cut - mean) * inverse_stddev in 64 bits, a shift, normal_cdf, a shift.
using gaussian_model = detail::gaussian_on_buckets<false>;

/// The same with every bucket possible: G(i) = i + floor((2^bits - count) Phi((cut(i) - mean) / stddev)). For
/// a posterior that is itself popped while encoding, as in a prior made by bits back, where any bucket may be
/// pushed.
using floored_gaussian_model = detail::gaussian_on_buckets<true>;

}  // namespace ansatz
