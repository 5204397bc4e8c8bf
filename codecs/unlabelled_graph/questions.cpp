#include <algorithm>
#include <ansatz/bits.hpp>
#include <unlabelled_graph/private/questions.hpp>

namespace ansatz::detail {

std::uint64_t hazard_of(std::uint64_t p) {
  constexpr std::uint64_t one = std::uint64_t{1} << 32;
  if (p < one >> 8) return p + (p * p >> 33);
  return static_cast<std::uint64_t>(natural_logarithm(one) - natural_logarithm(one - p)) << 8;
}

std::int32_t logit_of_hazard(std::uint64_t h) {
  if (h == 0) return -most_logit;
  const auto q = static_cast<std::int64_t>(std::min(h, most_hazard) >> 16);  // Q16
  if (q >= 4 * one_logit) return static_cast<std::int32_t>(q);
  // ln h + h / 2 + h^2 / 24 - h^4 / 2880: within 0.01.
  const std::int64_t square = q * q >> 16;
  const std::int64_t logit = ln(h) - ln(one_hazard) + q / 2 + square / 24 - (square * square >> 16) / 2880;
  return static_cast<std::int32_t>(std::max<std::int64_t>(logit, -most_logit));
}

std::uint64_t scaled(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t most) {
  return static_cast<std::uint64_t>(std::min<uint128>(static_cast<uint128>(a) * b / c, most));
}

any_of_rows::any_of_rows(std::int32_t logit, std::uint64_t rows)
    : rows_{rows}, single_{squash(logit)}, any_{single_}, logit_{logit} {
  if (rows <= one_row) return;
  logit_ = logit_of_hazard(scaled(hazard_of(single_), rows, one_row, most_hazard));
  any_ = squash(logit_);
}

std::int32_t any_of_rows::miss(bool yes) const {
  if (rows_ <= one_row) return miss_of(yes, any_);
  constexpr std::uint64_t one = std::uint64_t{1} << 32;
  const std::uint64_t expected = scaled(single_, rows_, one_row, std::uint64_t{1} << 40);
  const std::uint64_t size = yes ? scaled(expected, one - any_, any_, one) : std::min(expected, one);
  return yes ? static_cast<std::int32_t>(size >> 2) : -static_cast<std::int32_t>(size >> 2);
}

question::question(const question_model& m)
    : mixer_{m.weights.size(), m.sets, {}},
      map_{m.map_contexts, 30, m.map_limit},
      map_of_all_{1, 30},
      two_maps_{m.two_maps},
      rate_{m.rate} {
  mixer_.begin(m.weights);
}

bool question::ask(const decider& decide, bool truth, std::int32_t guess, std::uint64_t rows,
                   std::span<const std::size_t> chosen, std::size_t map_context) {
  const std::int32_t logit = std::clamp(mixer_.mix(chosen) + guess, -most_logit, most_logit);
  const any_of_rows any{logit, rows};
  single_ = any.single();
  const std::int32_t refined = map_.refine(any.logit(), map_context);
  const std::int32_t final =
      two_maps_ ? (3 * any.logit() + 4 * refined + 3 * map_of_all_.refine(any.logit(), 0)) / 10
                : (2 * any.logit() + 3 * refined) / 5;
  const bool yes = decide(final, truth);
  mixer_.set_rate(rate_.at(asked_++));
  mixer_.learn(any.miss(yes));
  map_.learn(yes);
  if (two_maps_) map_of_all_.learn(yes);
  return yes;
}

}  // namespace ansatz::detail
