#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/model/detail/borrowed.hpp>
#include <ansatz/model/logistic.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// What the values 0, ..., 255 of a pixel are to a mixture: value v is the interval from edge v to edge v +
/// 1, the outermost unbounded, and some values are atoms, which have weights of their own.
struct pixel_scale {
  std::array<std::int32_t, 257> edges{};  ///< Q24, ascending; the first and the last do not count
  std::vector<std::uint8_t> atoms;

  /// Throws `domain_error` where edges do not ascend, or an atom comes twice.
  void check() const {
    for (std::size_t v = 2; v < 256; ++v)
      if (edges[v] <= edges[v - 1]) throw domain_error("pixel_scale: the edges must ascend");
    for (std::size_t i = 0; i < atoms.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (atoms[i] == atoms[j]) throw domain_error("pixel_scale: an atom comes twice");
  }
};

/// A pixel's value as a mixture of logistic distributions, of atoms, and of the uniform one: with weights w
/// in Q30, logistics first, then atoms, then the uniform part,
///
///   C(v) = sum_k w_k F((edge(v) - mean_k) / scale_k) + sum of w_a over atoms a < v + w_u v / 256
///
/// and the integer CDF G(v) = v + floor((2^bits - 256) C(v)), G(0) = 0, G(256) = 2^bits: every value is
/// possible, and G is monotone because each part is. `find` bisects G. Scale, parts and weights must outlive
/// the model, which refers to them: what would be gone at once does not compile.
///
/// Salimans, Karpathy, Chen, Kingma 2017, PixelCNN++ (arXiv:1701.05517), with atoms where values pile up.
class pixel_mixture_model {
 public:
  using symbol_type = std::uint8_t;

  pixel_mixture_model(const pixel_scale&&, detail::borrowed<logistic_parameters>,
                      detail::borrowed<std::uint32_t>, unsigned) = delete;
  pixel_mixture_model(const pixel_scale& scale, detail::borrowed<logistic_parameters> parts,
                      detail::borrowed<std::uint32_t> weights, unsigned bits)
      : scale_{&scale}, parts_{parts}, weights_{weights}, total_{bits} {
    if (total_.count() < 256) throw domain_error("pixel_mixture: a total of at least 2^8");
    if (weights.size() != parts.size() + scale.atoms.size() + 1)
      throw domain_error("pixel_mixture: a weight for each part, each atom and the uniform part");
    std::uint64_t sum = 0;
    for (const std::uint32_t w : weights) sum += w;
    if (sum != 1u << 30) throw domain_error("pixel_mixture: the weights must sum to 2^30");
    for (const logistic_parameters& p : parts) detail::expect_inverse_scale(p.inverse_scale);
  }

  precision total() const { return total_; }
  interval interval_of(std::uint8_t v) const {
    const std::uint32_t start = below(v);
    return {start, below(v + 1u) - start};
  }
  found<std::uint8_t> find(std::uint32_t cell) const {
    detail::expect_cell(cell, total_);
    const auto [v, owner] =
        detail::bisected(0, 256, 0, total_.count(), cell, [this](std::uint32_t i) { return below(i); });
    return {static_cast<std::uint8_t>(v), owner};
  }

 private:
  /// G(v)
  std::uint32_t below(std::uint32_t v) const {
    if (v == 0) return 0;
    if (v == 256) return total_.count();
    std::uint64_t sum = std::uint64_t{weights_.back()} * v << 24;  // Q62
    for (std::size_t k = 0; k < parts_.size(); ++k)
      sum += weights_[k] * detail::cdf_at<detail::logistic_shape>(scale_->edges[v], parts_[k].mean,
                                                                  parts_[k].inverse_scale);
    for (std::size_t a = 0; a < scale_->atoms.size(); ++a)
      if (scale_->atoms[a] < v) sum += std::uint64_t{weights_[parts_.size() + a]} << 32;
    return detail::count_at<true>(sum >> 30, v, 256, total_);
  }

  const pixel_scale* scale_;
  std::span<const logistic_parameters> parts_;
  std::span<const std::uint32_t> weights_;
  precision total_;
};

}  // namespace ansatz
