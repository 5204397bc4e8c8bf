#include <adaptive_pixels/private/level_question.hpp>
#include <algorithm>
#include <ansatz/mixing/detail/context_place.hpp>
#include <array>
#include <bit>

namespace ansatz::detail {
namespace {

constexpr std::uint64_t one = std::uint64_t{1} << 32;
constexpr std::int64_t most_input = 5 * one_logit;  // what an expectation may say

/// The edge below a level, in units of 1/256.
constexpr std::int32_t edge(std::int32_t level) { return level * 256 - 128; }

/// The first level whose lower edge is not below x.
constexpr std::int32_t level_at(std::int32_t x) { return (x + 128 + 255) >> 8; }

constexpr std::array<std::size_t, 4> sets{40 * 8, 40 * 16, 40 * 256, 40 * 16};

}  // namespace

level_question::level_question(std::size_t expectations, std::size_t levels)
    : expectations_{expectations},
      table_bits_{std::clamp(static_cast<unsigned>(std::bit_width(levels)) + 2, 8u, 16u)},
      mixer_{expectations + 1 + counters,
             sets,
             {.first = one_logit / static_cast<int>(expectations), .rate = 1180}},
      map_{kinds * 16, 20, 255},
      seen_(counters << table_bits_),
      bounds_(expectations) {
  std::vector<std::int32_t> w(expectations + 1 + counters, one_logit / 10);
  for (std::size_t k = 0; k < expectations; ++k) w[k] = one_logit / static_cast<std::int32_t>(expectations);
  w[expectations] = 0;
  mixer_.begin(w);
}

bool level_question::ask_from(std::int32_t level, std::size_t kind, const decider& decide, bool truth) {
  const auto x = mixer_.inputs();
  std::array<std::uint64_t, 16> below{};
  for (std::size_t k = 0; k < expectations_; ++k) {
    const bounds& b = bounds_[k];
    below[k] = std::clamp(logistic_cdf((edge(level) - b.mean) * b.inverse >> 8), b.from, b.to);
    const std::int64_t up = natural_logarithm(b.to - below[k] + 1),
                       down = natural_logarithm(below[k] - b.from + 1);
    x[k] = static_cast<std::int32_t>(std::clamp<std::int64_t>((up - down) / 256, -most_input, most_input));
  }
  x[expectations_] = one_logit * 3 / 10;
  const std::uint64_t scale = std::min<std::uint64_t>(
      15, static_cast<std::uint64_t>(one / static_cast<std::uint64_t>(bounds_.back().inverse) * 3 / 2 >> 16));
  const std::array<std::uint64_t, counters> contexts{
      kind << 4 | scale,
      (kind << 4 | scale) << 5 | around_.energy,
      kind << 10 | around_.shape,
      kind << 9 | around_.signs,
      kind << 9 | around_.difference,
      (kind << 8 | static_cast<std::uint64_t>(level)) << 2 | around_.parity};
  std::array<adaptive_probability*, counters> now{};
  for (std::size_t i = 0; i < counters; ++i) {
    now[i] = &seen_[(i << table_bits_) + context_place(contexts[i] << 3 | i, table_bits_)];
    x[expectations_ + 1 + i] = now[i]->logit();
  }
  const std::array<std::size_t, 4> chosen{kind * 8 + around_.activity / 2, kind * 16 + around_.energy / 2,
                                          kind * 256 + around_.shape, kind * 16 + scale};
  const std::int32_t logit = mixer_.mix(chosen);
  const std::int32_t refined = map_.refine(logit, kind * 16 + around_.activity);
  const bool yes = decide((3 * logit + 2 * refined) / 5, truth);
  mixer_.learn(miss_of(yes, squash(logit)));
  map_.learn(yes);
  for (adaptive_probability* p : now) p->learn(yes, 120);
  for (std::size_t k = 0; k < expectations_; ++k) (yes ? bounds_[k].from : bounds_[k].to) = below[k];
  (yes ? low_ : high_) = yes ? level : level - 1;
  return yes;
}

std::uint8_t level_question::ask(const decider& decide, std::uint8_t truth, std::span<const expectation> e,
                                 const level_contexts& around) {
  around_ = around;
  low_ = 0;
  high_ = 255;
  for (std::size_t k = 0; k < expectations_; ++k)
    bounds_[k] = {e[k].mean, (std::int64_t{1} << 24) / e[k].scale, 0, one};
  const auto from = [&](std::int32_t level, std::size_t kind) {
    return ask_from(level, kind, decide, truth >= level);
  };
  const expectation& last = e.back();
  const std::int32_t center = std::clamp((last.mean + 128) >> 8, 0, 255);
  const bool up = center == 0 || from(center, 0);
  std::int32_t step = std::max(256, last.scale * 9 / 5), at = last.mean + (up ? step / 2 : -step / 2);
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
