#pragma once
#include <ansatz/combinator/array.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <variational/joint_table.hpp>
#include <variational/mean_field.hpp>
#include <variational/noisy_or.hpp>
#include <variational/score_gradient.hpp>
#include <vector>

namespace ansatz {

enum class inference_method : std::uint8_t {
  sweeps,  ///< mean field, by coordinate ascent
  score,   ///< mean field, by gradients from samples
  exact,   ///< the posterior itself
};

/// How a posterior is found, on both sides: part of the format.
struct inference {
  inference_method method = inference_method::sweeps;
  std::uint32_t steps = 5;  ///< sweeps, or steps of the gradient's; at most 2^16
  score_settings score = {};
  std::uint64_t seed = 0;   ///< of what is drawn for the gradient
  unsigned precision = 30;  ///< bits of all totals: latents' and pixels'
  friend bool operator==(const inference&, const inference&) = default;

  /// Throws `domain_error` where a number is out of range.
  void check() const;
};

/// The prior of the latents in masses of 2^precision, where the inference of a mean field begins.
mean_field prior_of(const noisy_or& model, unsigned precision);
/// The mean field that so many steps lead to. Throws `domain_error` where the method is `exact`.
mean_field infer(const noisy_or& model, const joint_table& joint, std::span<const std::uint8_t> x,
                 const inference& how);

/// Latents that are independent, as a number of K bits, latent 0 the last bit. Rate: the sum of the latents'.
/// Pushing a number of more bits throws `domain_error`.
///
/// Does push pop? No. Does pop push? No.
class latents_codec {
 public:
  using symbol_type = std::uint32_t;

  explicit latents_codec(mean_field q) : q_{std::move(q)} { q_.check(); }

  template <class S>
  void push(S& s, std::uint32_t z) const {
    if (std::uint64_t{z} >> q_.ones.size() != 0) throw domain_error("latents: there is no such latent");
    for (std::size_t k = q_.ones.size(); k-- > 0;) at(k).push(s, static_cast<std::uint8_t>(z >> k & 1));
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    std::uint32_t z = 0;
    for (std::size_t k = 0; k < q_.ones.size(); ++k) z |= std::uint32_t{at(k).pop(s)} << k;
    return z;
  }

 private:
  bernoulli_codec at(std::size_t k) const { return bernoulli(q_.ones[k], q_.precision); }
  mean_field q_;
};

/// The latents given a datum: a mean field, or any distribution.
///
/// Does push pop? No. Does pop push? No.
class posterior_codec {
 public:
  using symbol_type = std::uint32_t;

  explicit posterior_codec(latents_codec q) : q_{std::move(q)} {}
  explicit posterior_codec(categorical_codec q) : q_{std::move(q)} {}

  template <class S>
  void push(S& s, std::uint32_t z) const {
    std::visit([&](const auto& q) { q.push(s, z); }, q_);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return std::visit([&](const auto& q) { return q.pop(s); }, q_);
  }

 private:
  std::variant<latents_codec, categorical_codec> q_;
};

/// q(z | x) of a datum, found as `how` says.
posterior_codec posterior_of(const noisy_or& model, std::span<const std::uint8_t> x, const inference& how);

}  // namespace ansatz
