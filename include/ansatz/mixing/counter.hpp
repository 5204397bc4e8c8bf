#pragma once
#include <ansatz/mixing/logit.hpp>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace ansatz {

/// What a context has seen of decisions, as a logit, Q16; a fresh one knows nothing and says 0.
template <class C>
concept decision_counter = std::default_initializable<C> && requires(C& c, const C& seen, bool decision) {
  { seen.logit() } -> std::same_as<std::int32_t>;
  { seen.seen() } -> std::convertible_to<std::uint32_t>;  // how many, of those that it has not forgotten
  c.learn(decision);
};

namespace detail {

/// ln(2 n + 1), Q16: the logit of (n1 + 1/2) / (n0 + n1 + 1) is a difference of two.
constexpr std::array<std::int32_t, 256> make_log_odds_parts() {
  std::array<std::int32_t, 256> parts{};
  for (std::uint32_t n = 0; n < 256; ++n)
    parts[n] = static_cast<std::int32_t>(log2_of(2 * n + 1).q24 * 45426 >> 24);  // ln 2, Q16
  return parts;
}
inline constexpr auto log_odds_parts = make_log_odds_parts();

/// 2^64 / (n + 3/2), rounded down.
constexpr std::array<std::uint64_t, 1024> make_adaptive_rates() {
  std::array<std::uint64_t, 1024> rates{};
  for (std::uint32_t n = 0; n < 1024; ++n)
    rates[n] = static_cast<std::uint64_t>((uint128{1} << 65) / (2 * n + 3));
  return rates;
}
inline constexpr auto adaptive_rates = make_adaptive_rates();

}  // namespace detail

/// How often 0 and how often 1, in two bytes: the estimate of Krichevsky and Trofimov, (n1 + 1/2) / (n0 +
/// n1 + 1). Counts end at 255, and where one grows the other, if above 5, loses half of what it has above
/// 5: what is new counts more.
class bit_counts {
 public:
  constexpr std::int32_t logit() const {
    return detail::log_odds_parts[ones_] - detail::log_odds_parts[zeros_];
  }
  constexpr std::uint32_t seen() const { return std::uint32_t{zeros_} + ones_; }
  constexpr void learn(bool decision) {
    std::uint8_t& grows = decision ? ones_ : zeros_;
    std::uint8_t& other = decision ? zeros_ : ones_;
    if (grows < 255) ++grows;
    if (other > kept) other = static_cast<std::uint8_t>(other - (other - kept) / 2);
  }
  friend constexpr bool operator==(bit_counts, bit_counts) = default;

 private:
  static constexpr std::uint8_t kept = 5;
  std::uint8_t zeros_ = 0, ones_ = 0;
};

/// P(1) in eight bytes, fine enough for 2^-31 and far below: after n decisions a miss moves it by 1 / (n
/// + 3/2) of itself, n up to a limit, so that it is first a mean, nearly that of Krichevsky and Trofimov,
/// and then forgets. Never 0 nor 1.
class adaptive_probability {
 public:
  static constexpr std::uint32_t most_seen = 1023;

  constexpr adaptive_probability() = default;
  /// As if P(1), Q32, had been seen in so many decisions.
  constexpr explicit adaptive_probability(std::uint64_t p, std::uint32_t seen = 0)
      : state_{std::clamp<std::uint64_t>(p, 1, (std::uint64_t{1} << 32) - 1) << 32 |
               std::min(seen, most_seen)} {}

  constexpr std::uint64_t probability() const { return state_ >> 32; }  ///< of 1, Q32, rounded down
  constexpr std::int32_t logit() const { return stretch(probability()); }
  constexpr std::uint32_t seen() const { return static_cast<std::uint32_t>(state_ & most_seen); }
  /// The limit is at most `most_seen`.
  constexpr void learn(bool decision, std::uint32_t limit = most_seen) {
    const std::uint32_t n = std::min(seen(), limit);
    const std::uint64_t p = state_ >> 10, rate = detail::adaptive_rates[n];  // p is Q54
    const std::uint64_t wrong = decision ? one - p : p;
    const auto step = static_cast<std::uint64_t>(static_cast<uint128>(wrong) * rate >> 64);
    state_ = (decision ? p + step : p - step) << 10 | std::min(n + 1, limit);
  }
  friend constexpr bool operator==(adaptive_probability, adaptive_probability) = default;

 private:
  static constexpr std::uint64_t one = std::uint64_t{1} << 54;
  std::uint64_t state_ = std::uint64_t{1} << 63;  // P(1), 54 bits, and n, 10 bits
};

}  // namespace ansatz
