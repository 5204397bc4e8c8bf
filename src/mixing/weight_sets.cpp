#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/mixing/weight_sets.hpp>

namespace ansatz {
namespace {

constexpr std::uint32_t most_rate = 1 << 16;
constexpr std::size_t most_sets = std::size_t{1} << 24;

std::size_t padded(std::size_t inputs) {
  return (inputs + detail::mixing_step - 1) / detail::mixing_step * detail::mixing_step;
}

}  // namespace

weight_sets::weight_sets(std::size_t inputs, std::span<const std::size_t> sets, learning l)
    : inputs_{inputs}, learning_{l} {
  if (inputs < 1 || inputs > most_inputs || sets.empty() || sets.size() > most_inputs)
    throw domain_error("weight_sets: 1 to 1024 inputs, 1 to 1024 selectors");
  if (l.fraction < 16 || l.fraction > 24)
    throw domain_error("weight_sets: weights of 16 to 24 bits after the point");
  set_rate(l.rate);
  first_.push_back(0);
  for (const std::size_t s : sets) {
    if (s < 1 || s > most_sets - first_.back()) throw domain_error("weight_sets: 1 to 2^24 sets");
    first_.push_back(first_.back() + s);
  }
  x_.assign(padded(inputs), 0);
  weights_.assign(first_.back() * x_.size(), 0);
  begin(std::vector<std::int32_t>(inputs, l.first));
  chosen_.assign(sets.size(), nullptr);
  pulls_.assign(sets.size(), 0);
  sums_.assign(sets.size(), 0);
}

void weight_sets::begin(std::span<const std::int32_t> weights) {
  if (weights.size() != inputs_) throw domain_error("weight_sets: one weight an input to begin with");
  for (const std::int32_t w : weights)
    if (w > most * one_logit || w < -most * one_logit)
      throw domain_error("weight_sets: the first weights are at most 8 either way");
  for (std::size_t at = 0; at < weights_.size(); at += x_.size())
    for (std::size_t i = 0; i < inputs_; ++i)
      weights_[at + i] = weights[i] * (1 << (learning_.fraction - 16));
}

void weight_sets::choose(std::span<const std::size_t> chosen) {
  if (chosen.size() != selectors()) throw domain_error("weight_sets: one set a selector is chosen");
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const std::size_t set = first_[k] + chosen[k];
    if (chosen[k] >= most_sets || set >= first_[k + 1])
      throw domain_error("weight_sets: there is no such set");
    chosen_[k] = weights_.data() + set * x_.size();
  }
}

std::span<const std::int64_t> weight_sets::predict(std::span<const std::size_t> chosen) {
  choose(chosen);
  detail::mixing_dots(chosen_.data(), chosen_.size(), x_.data(), x_.size(), sums_.data());
  return sums_;
}

std::int64_t weight_sets::predict_sum(std::span<const std::size_t> chosen) {
  std::int64_t sum = 0;
  if (!few()) {
    for (const std::int64_t one : predict(chosen)) sum += one;
    return sum;
  }
  choose(chosen);
  for (std::size_t i = 0; i < inputs_; ++i) {
    std::int64_t weight = 0;
    for (const std::int32_t* set : chosen_) weight += set[i];
    sum += weight * x_[i];
  }
  return sum;
}

detail::mixing_steps weight_sets::steps() const {
  // |pull| <= 2^30, |x| < 2^21 and shift >= 22: a step is below 2^29, a weight at most 2^27.
  const unsigned shift = 46 - learning_.fraction;
  return {.half = learning_.to_nearest ? std::int64_t{1} << (shift - 1) : 0,
          .shift = shift,
          .most = most * (1 << learning_.fraction)};
}

void weight_sets::move() {
  detail::mixing_moves(chosen_.data(), pulls_.data(), chosen_.size(), x_.data(), x_.size(), steps());
}

void weight_sets::learn(std::span<const std::int32_t> misses) {
  for (std::size_t k = 0; k < pulls_.size(); ++k) pulls_[k] = pull_of(misses[k]);
  move();
}

void weight_sets::learn(std::int32_t miss) {
  const std::int32_t pull = pull_of(miss);
  if (!few()) {
    std::ranges::fill(pulls_, pull);
    return move();
  }
  const auto [half, shift, bound] = steps();
  for (std::size_t i = 0; i < inputs_; ++i) {
    const auto step = static_cast<std::int32_t>((std::int64_t{pull} * x_[i] + half) >> shift);
    for (std::int32_t* set : chosen_) set[i] = std::clamp(set[i] + step, -bound, bound);
  }
}

void weight_sets::set_rate(std::uint32_t rate) {
  if (rate > most_rate) throw domain_error("weight_sets: the rate is at most 1");
  learning_.rate = rate;
}

}  // namespace ansatz
