#pragma once
#include <ansatz/mixing/counter.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unlabelled_graph/private/questions.hpp>
#include <vector>

namespace ansatz::detail {

/// A kind of questions about which contexts tell what they have seen: mixed, and refined. Contexts are
/// led to their places by a hash, without a check: they are few, and nothing else depends on it.
class context_question {
 public:
  /// So many contexts; sets of weights, and contexts of the final stage.
  context_question(std::size_t contexts, std::size_t sets);

  /// One question. `kind` chooses the weights and the context of the final stage.
  bool ask(const decider& decide, bool truth, std::span<const std::uint64_t> contexts, std::size_t kind);

 private:
  static constexpr unsigned table_bits = 13;

  std::vector<adaptive_probability> seen_;  // a table a context
  std::vector<adaptive_probability*> now_;
  mixer mixer_;
  probability_map map_;
};

/// Some numbers as a context of their own: 4 bits each, 15 for what is larger.
inline std::uint64_t context_of(std::uint64_t name, std::initializer_list<std::uint64_t> numbers) {
  for (const std::uint64_t n : numbers) name = name << 4 | (n < 15 ? n : 15);
  return name;
}

}  // namespace ansatz::detail
