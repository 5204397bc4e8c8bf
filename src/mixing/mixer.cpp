#include <algorithm>
#include <ansatz/mixing/mixer.hpp>
#include <array>

namespace ansatz {
namespace {

std::int32_t bounded(std::int64_t logit) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(logit, -most_logit, most_logit));
}

/// The mean of so many sums, rounded down.
std::int64_t mean(std::int64_t sum, std::size_t count, unsigned fraction) {
  if (count <= 2) return sum >> (fraction + count - 1);
  const std::int64_t by = static_cast<std::int64_t>(count) << fraction;
  return sum / by - (sum % by < 0 ? 1 : 0);
}

}  // namespace

std::int32_t mixer::mix(std::span<const std::size_t> chosen) {
  return bounded(mean(weights_.predict_sum(chosen), chosen.size(), weights_.fraction()));
}

layered_mixer::layered_mixer(std::size_t inputs, std::span<const std::size_t> sets, learning l,
                             std::size_t last_sets, std::uint32_t last_rate)
    : first_{inputs, sets, l},
      misses_(sets.size()),
      last_{sets.size(),
            std::array{last_sets},
            {.first = one_logit / static_cast<std::int32_t>(sets.size()), .rate = last_rate}} {}

std::int32_t layered_mixer::mix(std::span<const std::size_t> chosen, std::size_t last) {
  const auto sums = first_.predict(chosen);
  const auto predicted = last_.inputs();
  for (std::size_t k = 0; k < sums.size(); ++k) predicted[k] = bounded(sums[k] >> first_.fraction());
  return mixed_ = last_.mix(std::array{last});
}

void layered_mixer::learn(bool decision) {
  const auto predicted = last_.inputs();
  for (std::size_t k = 0; k < misses_.size(); ++k) misses_[k] = miss_of(decision, squash(predicted[k]));
  first_.learn(misses_);
  last_.learn(miss_of(decision, squash(mixed_)));
}

}  // namespace ansatz
