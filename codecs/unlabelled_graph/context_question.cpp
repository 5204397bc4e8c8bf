#include <ansatz/mixing/detail/context_place.hpp>
#include <array>
#include <unlabelled_graph/private/context_question.hpp>

namespace ansatz::detail {
context_question::context_question(std::size_t contexts, std::size_t sets)
    : seen_(contexts << table_bits),
      now_(contexts),
      mixer_{2 * contexts + 1,
             std::array<std::size_t, 2>{sets, 1},
             {.first = one_logit / 5, .rate = 983}},  // 0.015
      map_{sets, 20} {}

bool context_question::ask(const decider& decide, bool truth, std::span<const std::uint64_t> contexts,
                           std::size_t kind) {
  const auto x = mixer_.inputs();
  for (std::size_t k = 0; k < contexts.size(); ++k) {
    now_[k] = &seen_[(k << table_bits) + context_place(contexts[k], table_bits)];
    x[2 * k] = now_[k]->logit();
    x[2 * k + 1] = now_[k]->seen() < 3 ? x[2 * k] / 4 : 0;  // what was seldom seen may be trusted less
  }
  x[2 * contexts.size()] = one_logit / 4;
  const std::int32_t logit = mixer_.mix(std::array<std::size_t, 2>{kind, 0});
  const bool yes = decide((logit + map_.refine(logit, kind)) / 2, truth);
  mixer_.learn(miss_of(yes, squash(logit)));
  map_.learn(yes);
  for (adaptive_probability* p : now_) p->learn(yes, 255);
  return yes;
}

}  // namespace ansatz::detail
