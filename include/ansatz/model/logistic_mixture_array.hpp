#pragma once
#include <ansatz/model/detail/part_of.hpp>
#include <ansatz/model/logistic_mixture.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

namespace detail {

/// Mixtures of `parts` components each, component k of element i at k * stride + i. Compiled.
struct mixture_array_form {
  bucket_set buckets;
  precision total;
  std::size_t parts, stride;
  const std::int32_t* means;
  const std::uint32_t* inverses;
  const std::uint32_t* weights;
};
void mixture_intervals(const mixture_array_form& form, std::size_t first, std::span<const std::uint32_t> x,
                       std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs);
void mixture_find(const mixture_array_form& form, std::size_t first, std::span<const std::uint32_t> cells,
                  std::span<std::uint32_t> x, std::span<std::uint32_t> starts,
                  std::span<std::uint32_t> freqs);

}  // namespace detail

/// Mixtures of logistic distributions on buckets, one for each element of an array, of as many parts each,
/// which follow one another in `components`, as a model array: see `modelled_each` and
/// `logistic_mixture_model`, whose intervals these are. Copies share the components.
class logistic_mixture_array {
 public:
  using symbol_type = std::uint32_t;

  logistic_mixture_array(const bucket_set& buckets, std::size_t parts,
                         std::vector<logistic_component> components, unsigned bits)
      : buckets_{buckets}, total_{bits}, parts_{parts} {
    if (parts == 0 || parts > 256 || components.size() % parts != 0)
      throw domain_error("logistic_mixture_array: every element needs the same number of parts, 1 to 256");
    columns c{std::move(components), {}, {}, {}};
    const std::size_t all = c.components.size(), count = all / parts;
    c.means.resize(all), c.inverses.resize(all), c.weights.resize(all);
    for (std::size_t i = 0; i < count; ++i) {
      const auto element = std::span{c.components}.subspan(i * parts, parts);
      (void)logistic_mixture_model{buckets, element, bits};  // refuses what cannot be
      for (std::size_t k = 0; k < parts; ++k) {
        const auto [mean, inverse, weight] = element[k];
        c.means[k * count + i] = mean, c.inverses[k * count + i] = inverse, c.weights[k * count + i] = weight;
      }
    }
    columns_ = std::make_shared<const columns>(std::move(c));
  }

  std::size_t size() const { return columns_->components.size() / parts_; }
  /// Refers to the array, which must have a name.
  logistic_mixture_model operator[](std::size_t i) const& {
    return {buckets_, std::span{columns_->components}.subspan(i * parts_, parts_), total_.bits()};
  }
  logistic_mixture_model operator[](std::size_t i) const&& = delete;
  precision total() const { return total_; }
  void intervals_of(std::size_t first, std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    detail::expect_part(size(), first, x.size());
    detail::mixture_intervals(form(), first, x, starts, freqs);
  }
  void find_all(std::size_t first, std::span<const std::uint32_t> cells, std::span<std::uint32_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    detail::expect_part(size(), first, cells.size());
    detail::mixture_find(form(), first, cells, x, starts, freqs);
  }

 private:
  struct columns {
    std::vector<logistic_component> components;  // as they came
    std::vector<std::int32_t> means;             // part by part
    std::vector<std::uint32_t> inverses, weights;
  };

  detail::mixture_array_form form() const {
    return {buckets_,
            total_,
            parts_,
            size(),
            columns_->means.data(),
            columns_->inverses.data(),
            columns_->weights.data()};
  }

  bucket_set buckets_;
  precision total_;
  std::size_t parts_;
  std::shared_ptr<const columns> columns_;
};

}  // namespace ansatz
