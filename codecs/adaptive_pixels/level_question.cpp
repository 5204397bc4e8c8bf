#include <adaptive_pixels/private/level_question.hpp>
#include <algorithm>
#include <ansatz/mixing/detail/context_place.hpp>
#include <bit>

namespace ansatz::detail {
namespace {

constexpr std::uint64_t one = std::uint64_t{1} << 32;
constexpr std::int64_t most_input = 5 * one_logit;  // what a distribution may say

/// The edge below a level, in units of 1/256.
constexpr std::int32_t edge(std::int32_t level) { return level * 256 - 128; }

/// The first level whose lower edge is not below x.
constexpr std::int32_t level_at(std::int32_t x) { return (x + 128 + 255) >> 8; }

constexpr std::array<std::size_t, 4> sets{40 * 8, 40 * 16, 40 * 256, 40 * 16};

}  // namespace

level_question::level_question(std::size_t levels)
    : table_bits_{std::clamp(static_cast<unsigned>(std::bit_width(levels)) + 2, 8u, 16u)},
      mixer_{distributions + 1 + counters, sets, {.first = 0, .rate = 450}},
      map_{kinds * 16, 20, 255},
      seen_(counters << table_bits_) {
  // Nearly what the network says, as long as nothing else is known.
  std::array<std::int32_t, distributions + 1 + counters> w{};
  w[1] = one_logit * 9 / 10;
  for (std::size_t i = 0; i < counters; ++i) w[distributions + 1 + i] = one_logit / 40;
  mixer_.begin(w);
}

bool level_question::ask_from(std::int32_t level, std::size_t kind, const decider& decide, bool truth) {
  const auto x = mixer_.inputs();
  std::array<std::uint64_t, distributions> below{logistic_cdf((edge(level) - mean_) * inverse_ >> 8),
                                                 mixture_->below(level)};
  for (std::size_t k = 0; k < distributions; ++k) {
    const bounds& b = bounds_[k];
    below[k] = std::clamp(below[k], b.from, b.to);
    const std::int64_t up = natural_logarithm(b.to - below[k] + 1),
                       down = natural_logarithm(below[k] - b.from + 1);
    x[k] = static_cast<std::int32_t>(std::clamp<std::int64_t>((up - down) / 256, -most_input, most_input));
  }
  x[distributions] = one_logit * 3 / 10;
  const std::array<std::uint64_t, counters> contexts{
      kind << 4 | width_,
      (kind << 4 | width_) << 5 | around_.energy,
      kind << 10 | around_.shape,
      kind << 9 | around_.signs,
      kind << 9 | around_.difference,
      (kind << 8 | static_cast<std::uint64_t>(level)) << 2 | around_.parity};
  std::array<adaptive_probability*, counters> now{};
  for (std::size_t i = 0; i < counters; ++i) {
    now[i] = &seen_[(i << table_bits_) + context_place(contexts[i] << 3 | i, table_bits_)];
    x[distributions + 1 + i] = now[i]->logit();
  }
  const std::array<std::size_t, 4> chosen{kind * 8 + around_.activity / 2, kind * 16 + around_.energy / 2,
                                          kind * 256 + around_.shape, kind * 16 + width_};
  const std::int32_t logit = mixer_.mix(chosen);
  const std::int32_t refined = map_.refine(logit, kind * 16 + around_.activity);
  const bool yes = decide((3 * logit + 2 * refined) / 5, truth);
  mixer_.learn(miss_of(yes, squash(logit)));
  map_.learn(yes);
  for (adaptive_probability* p : now) p->learn(yes, 120);
  for (std::size_t k = 0; k < distributions; ++k) (yes ? bounds_[k].from : bounds_[k].to) = below[k];
  (yes ? low_ : high_) = yes ? level : level - 1;
  return yes;
}

std::uint8_t level_question::ask(const decider& decide, std::uint8_t truth, const expectation& e,
                                 const level_mixture& m, const level_contexts& around) {
  mixture_ = &m;
  around_ = around;
  mean_ = e.mean;
  inverse_ = (std::int64_t{1} << 24) / e.scale;
  const std::int32_t center = std::clamp(m.mean(), -20 * 256, 275 * 256),
                     scale = std::clamp(m.scale(), 13, 256 * 256);
  width_ = static_cast<std::size_t>(std::min(15, scale * 3 / 512));
  low_ = 0;
  high_ = 255;
  bounds_.fill({0, one});
  const auto from = [&](std::int32_t level, std::size_t kind) {
    return ask_from(level, kind, decide, truth >= level);
  };
  const std::int32_t middle = std::clamp((center + 128) >> 8, 0, 255);
  const bool up = middle == 0 || from(middle, 0);
  std::int32_t step = std::max(256, scale * 9 / 5), at = center + (up ? step / 2 : -step / 2);
  for (std::size_t k = 1; low_ < high_; ++k) {
    const std::size_t kind = std::min<std::size_t>(9, k);
    if (up) {
      const std::int32_t level = std::max(level_at(at), low_ + 1);
      if (level > high_ || !from(level, kind)) break;
      at += step;
    } else {
      const std::int32_t level = std::min(level_at(at), high_);
      if (level <= low_ || from(level, 10 + kind)) break;
      at -= step;
    }
    if (k >= 8) step *= 2;
  }
  for (std::size_t k = 0; low_ < high_; ++k)
    from((low_ + high_ + 1) / 2, 20 + std::min<std::size_t>(9, k) + (up ? 10 : 0));
  return static_cast<std::uint8_t>(low_);
}

}  // namespace ansatz::detail
