#pragma once
#include <ansatz/model/gaussian.hpp>
#include <span>
#include <utility>

namespace ansatz {

namespace detail {

/// What the elements have in common. Compiled; `floored` as in `gaussian_on_buckets`.
struct gaussian_array_form {
  const gaussian_buckets* buckets;
  precision total;
  bool floored;
};
void gaussian_intervals(const gaussian_array_form& form, std::span<const gaussian_parameters> parameters,
                        std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                        std::span<std::uint32_t> freqs);
void gaussian_find(const gaussian_array_form& form, std::span<const gaussian_parameters> parameters,
                   std::span<const std::uint32_t> cfs, std::span<std::uint32_t> x,
                   std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs);

template <bool Floored>
class gaussian_array_on_buckets {
 public:
  using symbol_type = std::uint32_t;

  gaussian_array_on_buckets(const gaussian_buckets& buckets, std::vector<gaussian_parameters> parameters,
                            unsigned bits)
      : form_{&buckets, precision{bits}, Floored}, parameters_{std::move(parameters)} {
    for (const gaussian_parameters& p : parameters_)
      gaussian_on_buckets<Floored>{buckets, p, bits};  // checks
  }

  std::size_t size() const { return parameters_.size(); }
  gaussian_on_buckets<Floored> operator[](std::size_t i) const {
    return {*form_.buckets, parameters_[i], form_.total.bits()};
  }
  precision total() const { return form_.total; }
  void intervals_of(std::size_t first, std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    gaussian_intervals(form_, std::span{parameters_}.subspan(first, x.size()), x, starts, freqs);
  }
  void find_all(std::size_t first, std::span<const std::uint32_t> cfs, std::span<std::uint32_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    gaussian_find(form_, std::span{parameters_}.subspan(first, cfs.size()), cfs, x, starts, freqs);
  }

 private:
  gaussian_array_form form_;
  std::vector<gaussian_parameters> parameters_;
};

}  // namespace detail

/// Gaussians on buckets, one for each element of an array, as a model array: see `modelled_each` and
/// `gaussian_model`, whose intervals these are. The buckets must outlive it.
using gaussian_array = detail::gaussian_array_on_buckets<false>;

/// The same for `floored_gaussian_model`.
using floored_gaussian_array = detail::gaussian_array_on_buckets<true>;

}  // namespace ansatz
