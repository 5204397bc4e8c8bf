#pragma once
#include <ansatz/model/detail/on_buckets.hpp>
#include <ansatz/model/detail/part_of.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

/// What the arrays of models on buckets have in common. Compiled.
namespace ansatz::detail {

struct location_scale {
  std::int32_t mean;      // in the buckets' measure: see gaussian_parameters
  std::uint32_t inverse;  // of the scale
};

/// What the elements of an array share.
struct bucket_array_form {
  bucket_set buckets;
  precision total;
  bool logistic, floored;
};
void bucket_intervals(const bucket_array_form& form, std::span<const location_scale> parameters,
                      std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                      std::span<std::uint32_t> freqs);
void bucket_find(const bucket_array_form& form, std::span<const location_scale> parameters,
                 std::span<const std::uint32_t> cells, std::span<std::uint32_t> x,
                 std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs);

/// `Model` is made of buckets, `Parameters` and bits; these have two members, as `location_scale` has.
template <class Model, class Parameters, bool Logistic, bool Floored>
class bucket_array {
 public:
  using symbol_type = std::uint32_t;

  bucket_array(const bucket_set& buckets, const std::vector<Parameters>& parameters, unsigned bits)
      : form_{buckets, precision{bits}, Logistic, Floored} {
    std::vector<location_scale> all;
    all.reserve(parameters.size());
    for (const Parameters& p : parameters) {
      (void)Model{buckets, p, bits};  // refuses what cannot be
      const auto [mean, inverse] = p;
      all.push_back({mean, inverse});
    }
    parameters_ = std::make_shared<const std::vector<location_scale>>(std::move(all));
  }

  std::size_t size() const { return parameters_->size(); }
  Model operator[](std::size_t i) const {
    const auto [mean, inverse] = (*parameters_)[i];
    return {form_.buckets, Parameters{mean, inverse}, form_.total.bits()};
  }
  precision total() const { return form_.total; }
  void intervals_of(std::size_t first, std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    bucket_intervals(form_, part_of(*parameters_, first, x.size()), x, starts, freqs);
  }
  void find_all(std::size_t first, std::span<const std::uint32_t> cells, std::span<std::uint32_t> x,
                std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) const {
    bucket_find(form_, part_of(*parameters_, first, cells.size()), cells, x, starts, freqs);
  }

 private:
  bucket_array_form form_;
  std::shared_ptr<const std::vector<location_scale>> parameters_;
};

}  // namespace ansatz::detail
