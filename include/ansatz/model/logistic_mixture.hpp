#pragma once
#include <ansatz/model/detail/borrowed.hpp>
#include <ansatz/model/logistic.hpp>
#include <cstddef>
#include <span>

namespace ansatz {

/// A part of a mixture of logistic distributions.
struct logistic_component {
  std::int32_t mean = 0;                  ///< in the buckets' measure, as that of `logistic_parameters`
  std::uint32_t inverse_scale = 1 << 16;  ///< so is this, 1 to 2^30
  std::uint32_t weight = 1 << 16;         ///< Q16: all of a mixture sum to 2^16
};

namespace detail {

/// G(i): the weighted sum of the parts' CDFs, rounded down.
inline std::uint32_t logistic_mixture_below(std::span<const logistic_component> parts,
                                            const bucket_set& buckets, precision total, std::uint32_t i) {
  if (i == 0) return 0;
  if (i == buckets.count()) return total.count();
  std::uint64_t sum = 0;  // Q48
  for (const logistic_component& c : parts)
    sum += c.weight * cdf_at<logistic_shape>(buckets.cut(i), c.mean, c.inverse_scale);
  return count_at<true>(sum >> 16, i, buckets.count(), total);
}

}  // namespace detail

/// A mixture of logistic distributions on buckets (Salimans, Karpathy, Chen, Kingma 2017, arXiv:1701.05517):
/// symbol i with the integer CDF G(i) = i + floor((2^bits - count) sum_k weight_k F((cut(i) - mean_k) /
/// scale_k)), G(0) = 0, G(count) = 2^bits. Every bucket is possible. `find` bisects G. The parts must outlive
/// the model, which refers to them: those that would be gone at once do not compile.
class logistic_mixture_model {
 public:
  using symbol_type = std::uint32_t;

  logistic_mixture_model(const bucket_set& buckets, detail::borrowed<logistic_component> parts, unsigned bits)
      : buckets_{buckets}, parts_{parts}, total_{bits} {
    std::uint64_t weights = 0;
    for (const logistic_component& c : parts) {
      detail::expect_inverse_scale(c.inverse_scale);
      weights += c.weight;
    }
    if (weights != 1u << 16) throw domain_error("logistic_mixture: the weights must sum to 2^16");
    if (total_.count() < buckets.count())
      throw domain_error("logistic_mixture: more buckets than the total has counts");
  }

  precision total() const { return total_; }
  interval interval_of(std::uint32_t x) const {
    if (x >= buckets_.count()) throw domain_error("logistic_mixture: there is no such bucket");
    const std::uint32_t start = below(x);
    return {start, below(x + 1) - start};
  }
  found<std::uint32_t> find(std::uint32_t cell) const {
    detail::expect_cell(cell, total_);
    return detail::bisected(0, buckets_.count(), 0, total_.count(), cell,
                            [this](std::uint32_t i) { return below(i); });
  }

 private:
  std::uint32_t below(std::uint32_t i) const {
    return detail::logistic_mixture_below(parts_, buckets_, total_, i);
  }

  bucket_set buckets_;
  std::span<const logistic_component> parts_;
  precision total_;
};

}  // namespace ansatz
