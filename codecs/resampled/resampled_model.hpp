#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <memory>

namespace ansatz {

/// What `resampled` is given: how large bitmaps are, and two small networks that say how the next pixel of one falls. See
/// spec.md. Immutable; copies share the weights.
class resampled_model {
 public:
  /// Throws `corrupt_error` for tensors that are missing, misshapen, not finite or too large.
  explicit resampled_model(const safetensors& file);

  /// Equal only where all coded bits are equal.
  std::uint64_t fingerprint() const;

  struct state;
  const state& parts() const { return *state_; }

 private:
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
