#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/mixing/probability_map.hpp>

namespace ansatz {

probability_map::probability_map(std::size_t contexts, std::uint32_t trust, std::uint32_t limit)
    : limit_{limit} {
  if (contexts < 1 || contexts > std::size_t{1} << 24)
    throw domain_error("probability_map: 1 to 2^24 contexts");
  if (trust > adaptive_probability::most_seen || limit < 1 || limit > adaptive_probability::most_seen)
    throw domain_error("probability_map: trust and limit are at most 1023");
  nodes_.reserve(contexts * nodes_a_context);
  for (std::size_t c = 0; c < contexts; ++c)
    for (std::size_t i = 0; i < nodes_a_context; ++i)
      nodes_.emplace_back(squash(static_cast<std::int32_t>(i) * one_logit - most_logit), trust);
}

std::int32_t probability_map::refine(std::int32_t logit, std::size_t context) {
  if (context >= nodes_.size() / nodes_a_context)
    throw domain_error("probability_map: there is no such context");
  const std::int32_t above = std::clamp(logit, -most_logit, most_logit - 1) + most_logit;
  const std::size_t lower = context * nodes_a_context + static_cast<std::size_t>(above >> 16);
  const std::int64_t part = above & (one_logit - 1);
  nearer_ = lower + (part >= one_logit / 2 ? 1 : 0);
  const std::int64_t a = nodes_[lower].logit(), b = nodes_[lower + 1].logit();
  return static_cast<std::int32_t>(a + ((b - a) * part >> 16));
}

}  // namespace ansatz
