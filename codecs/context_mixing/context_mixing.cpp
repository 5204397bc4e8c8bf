#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/logistic_cdf.hpp>
#include <context_mixing/context_mixing.hpp>

namespace ansatz {
namespace {

constexpr unsigned hashed_bits = 22;  // of a table's index from order 2 on
constexpr std::uint8_t most_seen = 255, kept = 5;
constexpr int rate =
    23;  // of the weights: a miss times an input, both Q16, moves a Q16 weight by 2^(16 - rate) of it
constexpr std::int32_t one = 1 << 16;

/// ln(2 n + 1), Q16: the logit of the Krichevsky-Trofimov estimate (n1 + 1/2) / (n0 + n1 + 1) is a difference
/// of two.
std::int32_t log_odds_part(unsigned n) {
  static const auto table = [] {
    std::array<std::int32_t, most_seen + 1> t{};
    for (unsigned k = 0; k <= most_seen; ++k)
      t[k] = static_cast<std::int32_t>(static_cast<std::int64_t>(log2_of(2 * k + 1).q24) * 45426 >>
                                       24);  // ln 2 in Q16
    return t;
  }();
  return table[n];
}

}  // namespace

context_mixer::context_mixer(unsigned order) : order_{order} {
  if (order > most_orders) throw domain_error("context_mixer: contexts of at most 6 bytes");
  tables_.resize(order + 1);
  for (unsigned k = 0; k <= order; ++k)
    tables_[k].resize(std::size_t{1} << (k == 0 ? 8 : k == 1 ? 16 : hashed_bits));
  weights start{};
  start.fill(one * 3 / 10);
  by_confidence_.assign(most_orders + 2, start);
  by_bits_.assign(256, start);
  begin_byte();
  predict();
}

void context_mixer::begin_byte() {
  partial_ = 1;
  for (unsigned k = 0; k <= order_; ++k) {
    const std::uint64_t bytes = k == 0 ? 0 : history_ & (~std::uint64_t{0} >> (64 - 8 * k));
    hashes_[k] = (bytes + k) * 0x9e3779b97f4a7c15;
  }
}

void context_mixer::predict() {
  confidence_ = 0;
  for (unsigned k = 0; k <= order_; ++k) {
    slot* s = nullptr;
    if (k == 0) {
      s = &tables_[0][partial_];
    } else if (k == 1) {
      s = &tables_[1][(history_ & 255) << 8 | partial_];
    } else {
      const std::uint64_t h = (hashes_[k] ^ partial_ * 0xd6e8feb86659fd93) * 0x9e3779b97f4a7c15;
      s = &tables_[k][h >> (64 - hashed_bits)];
      const auto check = static_cast<std::uint8_t>(h >> 32);
      if (s->check != check) *s = {check, 0, 0};
    }
    slots_[k] = s;
    inputs_[k] = log_odds_part(s->ones) - log_odds_part(s->zeros);
    if (s->ones + s->zeros > 0) confidence_ = k + 1;
  }
  inputs_[order_ + 1] = one / 4;
  std::int64_t sum = 0;
  for (unsigned i = 0; i <= order_ + 1; ++i)
    sum += (std::int64_t{by_confidence_[confidence_][i]} + by_bits_[partial_][i]) * inputs_[i];
  const std::int64_t logit = std::clamp<std::int64_t>(sum >> 17, -11 * one, 11 * one);
  const std::uint64_t p = logistic_cdf(static_cast<std::int32_t>(logit)) >> 16;
  ones_ = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(p, 16, 65536 - 16));
}

void context_mixer::learn(std::uint8_t bit) {
  const std::int64_t miss = (bit != 0 ? 65536 : 0) - static_cast<std::int64_t>(ones_);  // Q16
  for (weights* w : {&by_confidence_[confidence_], &by_bits_[partial_]})
    for (unsigned i = 0; i <= order_ + 1; ++i)
      (*w)[i] = static_cast<std::int32_t>(
          std::clamp<std::int64_t>((*w)[i] + (miss * inputs_[i] >> rate), -8 * one, 8 * one));
  for (unsigned k = 0; k <= order_; ++k) {
    std::uint8_t& seen = bit != 0 ? slots_[k]->ones : slots_[k]->zeros;
    std::uint8_t& other = bit != 0 ? slots_[k]->zeros : slots_[k]->ones;
    if (seen < most_seen) ++seen;
    if (other > kept)
      other = static_cast<std::uint8_t>(other - (other - kept) / 2);  // what is new counts more
  }
  partial_ = partial_ << 1 | bit;
  if (partial_ >= 256) {
    history_ = history_ << 8 | (partial_ & 255);
    begin_byte();
  }
  predict();
}

}  // namespace ansatz
