#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/logistic_cdf.hpp>
#include <ansatz/model/normal_cdf.hpp>
#include <array>
#include <cstdint>

/// What models on buckets have in common: distributions known by an integer CDF F that is monotone.
namespace ansatz::detail {

/// The normal distribution: its argument from Q24 and Q16, and its CDF.
struct normal_shape {
  static constexpr int shift = 16;
  static constexpr std::uint64_t cdf(std::int64_t t) { return normal_cdf(t); }
};
/// The logistic one.
struct logistic_shape {
  static constexpr int shift = 24;
  static constexpr std::uint64_t cdf(std::int64_t t) { return logistic_cdf(t); }
};

/// F((cut - mean) / scale), Q32, of a cut and a mean in Q24 and the scale's inverse in Q16, or all in another
/// measure: monotone in the cut, because every step is. |cut - mean| <= 2^32 and the inverse is at most 2^30.
template <class Shape>
constexpr std::uint64_t cdf_at(std::int32_t cut, std::int32_t mean, std::uint32_t inverse) {
  const std::int64_t distance = std::int64_t{cut} - mean;
  return Shape::cdf((distance * static_cast<std::int64_t>(inverse)) >> Shape::shift);
}

/// The numbers of standard scale, Q24, whose CDF is k / 1024, k = 0, ..., 1024; the ends at 2^-12. A search
/// begins with them.
template <class Shape>
const std::array<std::int32_t, 1025>& quantiles() {
  static const auto table = [] {
    std::array<std::int32_t, 1025> out;
    for (std::uint64_t k = 0; k <= 1024; ++k) {
      const std::uint64_t p = k == 0 ? 1u << 20 : k == 1024 ? (std::uint64_t{1} << 32) - (1u << 20) : k << 22;
      std::int32_t low = -(24 << 24), high = 24 << 24;
      while (low < high) {
        const std::int32_t middle = low + (high - low) / 2;
        if (cdf_at<Shape>(middle, 0, 1 << 16) >= p)
          high = middle;
        else
          low = middle + 1;
      }
      out[k] = low;
    }
    return out;
  }();
  return table;
}

/// A share of the total, rounded down; floored, each bucket below has one count beside it.
template <bool Floored>
constexpr std::uint32_t count_at(std::uint64_t cdf, std::uint32_t i, std::uint32_t count, precision total) {
  if constexpr (Floored)  // cdf is at most 2^32, and is multiplied by less than 2^31
    return static_cast<std::uint32_t>(i + (cdf * (total.count() - count) >> 32));
  else
    return static_cast<std::uint32_t>(cdf >> (32 - total.bits()));
}

/// The bucket that holds cell, which lies in [start, end) = [G(low), G(high)). `below(i)` is G(i), monotone.
template <class Below>
[[gnu::always_inline]] inline found<std::uint32_t> bisected(std::uint32_t low, std::uint32_t high,
                                                            std::uint32_t start, std::uint32_t end,
                                                            std::uint32_t cell, const Below& below) {
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2, at = below(middle);
    if (at <= cell)
      low = middle, start = at;
    else
      high = middle, end = at;
  }
  return {low, {start, end - start}};
}

/// The same of all buckets: steps from a guess in doubling strides until G brackets cell, then bisects.
/// The guess costs time, never the answer.
template <class Below>
found<std::uint32_t> find_from(std::uint32_t guess, std::uint32_t cell, std::uint32_t count,
                               const Below& below) {
  std::uint32_t low = guess, high = guess;
  std::uint32_t start = below(low), end = start;  // G(low), G(high)
  if (start <= cell) {
    for (std::uint32_t stride = 1; end <= cell; stride *= 2) {
      low = high, start = end;
      high = stride < count - low ? low + stride : count;
      end = below(high);
    }
  } else {
    for (std::uint32_t stride = 1; start > cell; stride *= 2) {
      high = low, end = start;
      low = stride < high ? high - stride : 0;
      start = below(low);
    }
  }
  return bisected(low, high, start, end, cell, below);
}

/// Throws `domain_error` for the inverse of a scale that none has.
constexpr void expect_inverse_scale(std::uint32_t inverse) {
  if (inverse == 0 || inverse > 1u << 30)
    throw domain_error("on buckets: the inverse of the scale must lie in [2^-16, 2^14]");
}

/// Throws `domain_error` for a cell beyond the total, which no symbol owns.
constexpr void expect_cell(std::uint32_t cell, precision total) {
  if (cell >= total.count()) throw domain_error("find: the cell lies beyond the total");
}

/// A location-scale distribution on buckets. Parameters are a mean and the inverse of a scale.
template <class Shape, class Parameters, bool Floored>
class on_buckets {
 public:
  using symbol_type = std::uint32_t;
  using parameters = Parameters;

  on_buckets(const bucket_set& buckets, Parameters p, unsigned bits)
      : buckets_{buckets}, mean_{mean_of(p)}, inverse_{inverse_of(p)}, total_{bits} {
    expect_inverse_scale(inverse_);
    if (Floored && total_.count() < buckets.count())
      throw domain_error("on buckets: more buckets than the total has counts");
  }

  precision total() const { return total_; }
  interval interval_of(std::uint32_t x) const {
    if (x >= buckets_.count()) throw domain_error("on buckets: there is no such bucket");
    const std::uint32_t start = below(x);
    return {start, below(x + 1) - start};
  }
  found<std::uint32_t> find(std::uint32_t cell) const {
    expect_cell(cell, total_);  // the search would not end
    return find_from(guess(cell), cell, buckets_.count(), [this](std::uint32_t i) { return below(i); });
  }

 private:
  static constexpr std::int32_t mean_of(Parameters p) {
    const auto [mean, inverse] = p;
    return mean;
  }
  static constexpr std::uint32_t inverse_of(Parameters p) {
    const auto [mean, inverse] = p;
    return inverse;
  }

  /// G(i)
  std::uint32_t below(std::uint32_t i) const {
    if (i == 0) return 0;
    if (i == buckets_.count()) return total_.count();
    return count_at<Floored>(cdf_at<Shape>(buckets_.cut(i), mean_, inverse_), i, buckets_.count(), total_);
  }

  /// Near the bucket of cell: a table of the inverse CDF, its answer scaled.
  std::uint32_t guess(std::uint32_t cell) const {
    const std::uint64_t p = std::uint64_t{cell} << (32 - total_.bits());
    const auto& table = quantiles<Shape>();
    const std::int64_t from = table[p >> 22], to = table[(p >> 22) + 1];
    const std::int64_t z = from + ((to - from) * static_cast<std::int64_t>(p & 0x3fffff) >> 22);
    return buckets_.bucket_about(mean_ + z * 65536 / static_cast<std::int64_t>(inverse_));
  }

  bucket_set buckets_;
  std::int32_t mean_;
  std::uint32_t inverse_;
  precision total_;
};

}  // namespace ansatz::detail
