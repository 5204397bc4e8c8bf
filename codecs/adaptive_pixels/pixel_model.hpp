#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <memory>

namespace ansatz {

/// The small networks that `adaptive_pixels` is given: how a level is distributed, given what was learnt from the
/// picture so far; for each plane one, where there is one fit, and one where there are three. See spec.md.
/// Immutable; copies share the weights.
class pixel_model {
 public:
  /// Throws `corrupt_error` for tensors that are missing, misshapen, not finite or too large.
  explicit pixel_model(const safetensors& file);

  /// Equal only where all coded bits are equal.
  std::uint64_t fingerprint() const;

  struct state;
  const state& networks() const { return *state_; }

 private:
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
