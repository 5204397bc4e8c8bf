#pragma once
#include <ansatz/mixing/counter.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// A final stage: what a prediction is worth in a small context, learnt. A node for each whole logit, -23
/// to 23, holds the probability that was met there; between two nodes their logits are interpolated, and
/// the nearer one learns. At first it changes nothing, up to 2^-14.
class probability_map {
 public:
  /// Nodes are as if what they begin with had been seen `trust` times, and remember `limit` decisions,
  /// both at most `adaptive_probability::most_seen`. Throws `domain_error` for what is out of range.
  explicit probability_map(std::size_t contexts, std::uint32_t trust = 6, std::uint32_t limit = 1023);

  /// The logit refined; both Q16. One beyond `most_logit` counts as that. Throws `domain_error` for a
  /// context that is not there.
  std::int32_t refine(std::int32_t logit, std::size_t context);
  /// Of what `refine` was last asked for.
  void learn(bool decision) { nodes_[nearer_].learn(decision, limit_); }

 private:
  static constexpr std::size_t nodes_a_context = 2 * (most_logit / one_logit) + 1;

  std::vector<adaptive_probability> nodes_;
  std::uint32_t limit_;
  std::size_t nearer_ = 0;
};

}  // namespace ansatz
