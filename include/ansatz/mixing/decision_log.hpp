#pragma once
#include <algorithm>
#include <ansatz/mixing/logit.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ansatz {

/// How a decision falls: by this logit, Q16, where its truth is known, else as it is popped. What walks along
/// decisions asks it, and so is the same for both directions.
using decider = std::function<bool(std::int32_t logit, bool truth)>;

/// Decisions with their logits, kept so that they can be pushed from the last one to the first: a
/// `recorder` for what is made of decisions alone, in four bytes each.
class decision_log {
 public:
  /// A logit beyond 2^29 either way counts as that, as it does where it is coded.
  void add(std::int32_t logit, bool decision) {
    if (blocks_.empty() || blocks_.back().size() == block) {
      blocks_.emplace_back();
      blocks_.back().reserve(block);
    }
    const std::int32_t kept = std::clamp(logit, -(1 << 29), 1 << 29);
    blocks_.back().push_back(static_cast<std::uint32_t>(kept) << 1 | (decision ? 1 : 0));
  }

  std::uint64_t size() const {
    return blocks_.empty() ? 0 : std::uint64_t{blocks_.size() - 1} * block + blocks_.back().size();
  }

  /// Pushes all of them, the last one first, with totals of 2^bits.
  template <class S>
  void replay(S& s, unsigned bits = 31) const {
    for (std::size_t b = blocks_.size(); b-- > 0;)
      for (std::size_t i = blocks_[b].size(); i-- > 0;) {
        const std::uint32_t kept = blocks_[b][i];
        bernoulli_logit(static_cast<std::int32_t>(kept) >> 1, bits).push(s, kept & 1);
      }
  }

 private:
  static constexpr std::size_t block = std::size_t{1} << 18;
  std::vector<std::vector<std::uint32_t>>
      blocks_;  // full ones but for the last: none is moved where it grows
};

}  // namespace ansatz
