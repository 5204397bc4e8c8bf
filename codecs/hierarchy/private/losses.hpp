#pragma once
#include <ansatz/archive/coder.hpp>
#include <cstdint>
#include <functional>
#include <hierarchy/colour_hierarchy.hpp>
#include <hierarchy/hierarchy.hpp>
#include <memory>
#include <vector>

namespace ansatz {

/// Standard noise of the latents, level by level from z_1: logistic, or normal where levels are inferred from
/// the top down.
struct latent_noise {
  std::vector<std::vector<double>> levels;
};

/// What a coder pays for an image where it pops the latents that this noise gives.
template <class Hierarchy>
using cost_at_noise = std::function<bits(const Hierarchy& model, const std::vector<std::uint8_t>& x,
                                         const latent_noise& noise)>;

/// Each step from the ideal to the coded rate on the same draws of the latents, one an image: what differs
/// between two steps is then their own difference and little noise. The ideal itself is an estimate, as any
/// coding is one. The steps: "buckets", what latents on buckets add, whose representatives networks see;
/// "integers", what networks and models in integers add.
template <class Hierarchy>
class latent_losses {
 public:
  latent_losses(const safetensors& weights, std::uint64_t seed);
  ~latent_losses();

  /// The next image, which fits the model; without `coded` only the ideal is computed.
  void add(const Hierarchy& model, const std::vector<std::uint8_t>& x,
           const cost_at_noise<Hierarchy>& coded = {});

  bits ideal() const { return ideal_; }
  rate_losses losses() const { return {ideal_, {{"buckets", bucketing_}, {"integers", integers_}}}; }

 private:
  struct state;
  std::unique_ptr<state> state_;
  bits ideal_, bucketing_, integers_;
};

}  // namespace ansatz
