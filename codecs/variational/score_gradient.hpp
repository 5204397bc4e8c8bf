#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <variational/joint_table.hpp>
#include <variational/mean_field.hpp>
#include <vector>

namespace ansatz {

/// What is taken off each sample's cost, so that the estimate of a gradient varies less.
enum class control_variate : std::uint8_t {
  none,           ///< nothing
  running_mean,   ///< the mean of samples of steps before
  leave_one_out,  ///< the mean of the step's other samples
};

struct score_settings {
  std::uint32_t samples = 8;  ///< a step, 1 to 256, 2 at least for `leave_one_out`
  control_variate control = control_variate::leave_one_out;
  std::uint32_t rate = 1u << 13;  ///< of the first step, Q16, at most 2^20
  friend bool operator==(const score_settings&, const score_settings&) = default;

  /// Throws `domain_error` where a number is out of range.
  void check() const;
};

/// Descent of the negative ELBO in the log odds of a mean-field posterior, by gradients from samples (the
/// score function's: REINFORCE); see spec.md. What it draws comes from a seed, so that it is the same on
/// every machine.
///
/// Compiled. Throws `domain_error` where q is of another number of latents, or a setting out of range.
class score_gradient {
 public:
  score_gradient(mean_field from, score_settings settings, std::uint64_t seed);

  /// An estimate of the gradient at q, by samples of its own: of the mean of (z_k - q_k) L(z), in bits,
  /// which is the derivative of the negative ELBO by the log odds of latent k in bits, up to the factor ln
  /// 2.
  std::vector<bits> estimate(const joint_table& joint);
  /// A step against such an estimate.
  void step(const joint_table& joint);

  const mean_field& q() const { return q_; }

 private:
  struct sample {
    std::uint32_t z = 0;
    bits cost;  ///< c(z) + log2 q(z)
  };
  struct logarithms {
    std::vector<bits> on, off;  ///< log2 q of each latent's values
  };
  logarithms logs() const;
  sample draw(const joint_table& joint, const logarithms& logs);
  bits baseline(const sample& s, bits sum) const;

  score_settings settings_;
  mean_field q_;
  std::vector<bits> odds_;
  supply words_;
  std::uint64_t next_ = 0, steps_ = 0;
  bits mean_;              // of the steps before
  bool has_mean_ = false;  // whether there were any
};

/// The gradient that estimates are about: (E[c | z_k = 1] - E[c | z_k = 0] + odds of q_k) q_k (1 - q_k), in
/// the same units, by folding.
std::vector<bits> exact_gradient(const joint_table& joint, const mean_field& q);

}  // namespace ansatz
