#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/logistic_cdf.hpp>
#include <context_mixing/byte_mixer.hpp>

namespace ansatz {
namespace {

constexpr std::uint8_t most_seen = 255, kept = 5;
// Of the weights: a miss times an input, both Q16, moves a Q16 weight by 2^(16 - rate) of it.
constexpr int rate = 23;
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

byte_mixer::byte_mixer(std::size_t contexts, std::size_t direct, unsigned hashed_bits)
    : contexts_{contexts}, direct_{std::min(direct, contexts)}, hashed_bits_{hashed_bits} {
  if (contexts < 1 || contexts > most_contexts || direct > 2 || hashed_bits < 8 || hashed_bits > 24)
    throw domain_error("byte_mixer: 1 to 8 contexts, at most two of them direct, tables of 8 to 24 bits");
  for (std::size_t k = 0; k < contexts_; ++k)
    tables_.emplace_back(std::size_t{1} << (k < direct_ ? 8 * (k + 1) : hashed_bits_));
  weights first{};
  first.fill(one * 3 / 10);
  by_confidence_.assign(contexts_ + 1, first);
  by_bits_.assign(256, first);
}

void byte_mixer::begin(std::span<const std::uint64_t> contexts) {
  if (contexts.size() != contexts_) throw domain_error("byte_mixer: another number of contexts");
  partial_ = 1;
  for (std::size_t k = 0; k < contexts_; ++k)
    hashes_[k] = k < direct_ ? contexts[k] & 255 : (contexts[k] + k) * 0x9e3779b97f4a7c15;
  predict();
}

void byte_mixer::predict() {
  confidence_ = 0;
  for (std::size_t k = 0; k < contexts_; ++k) {
    slot* s = nullptr;
    if (k < direct_) {
      s = &tables_[k][(k == 0 ? 0 : hashes_[k] << 8) | partial_];
    } else {
      const std::uint64_t h = (hashes_[k] ^ partial_ * 0xd6e8feb86659fd93) * 0x9e3779b97f4a7c15;
      s = &tables_[k][h >> (64 - hashed_bits_)];
      const auto check = static_cast<std::uint8_t>(h >> 32);
      if (s->check != check) *s = {check, 0, 0};
    }
    slots_[k] = s;
    inputs_[k] = log_odds_part(s->ones) - log_odds_part(s->zeros);
    if (s->ones + s->zeros > 0) confidence_ = k + 1;
  }
  inputs_[contexts_] = one / 4;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i <= contexts_; ++i)
    sum += (std::int64_t{by_confidence_[confidence_][i]} + by_bits_[partial_][i]) * inputs_[i];
  const std::int64_t logit = std::clamp<std::int64_t>(sum >> 17, -11 * one, 11 * one);
  const std::uint64_t p = logistic_cdf(static_cast<std::int32_t>(logit)) >> 16;
  ones_ = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(p, 16, 65536 - 16));
}

bool byte_mixer::learn(std::uint8_t bit) {
  const std::int64_t miss = (bit != 0 ? 65536 : 0) - static_cast<std::int64_t>(ones_);  // Q16
  for (weights* w : {&by_confidence_[confidence_], &by_bits_[partial_]})
    for (std::size_t i = 0; i <= contexts_; ++i)
      (*w)[i] = static_cast<std::int32_t>(
          std::clamp<std::int64_t>((*w)[i] + (miss * inputs_[i] >> rate), -8 * one, 8 * one));
  for (std::size_t k = 0; k < contexts_; ++k) {
    std::uint8_t& seen = bit != 0 ? slots_[k]->ones : slots_[k]->zeros;
    std::uint8_t& other = bit != 0 ? slots_[k]->zeros : slots_[k]->ones;
    if (seen < most_seen) ++seen;
    if (other > kept)
      other = static_cast<std::uint8_t>(other - (other - kept) / 2);  // what is new counts more
  }
  partial_ = partial_ << 1 | bit;
  if (partial_ >= 256) return true;
  predict();
  return false;
}

std::vector<std::uint8_t> bits_of_bytes(std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> bits(8 * bytes.size());
  for (std::size_t i = 0; i < bits.size(); ++i) bits[i] = bytes[i / 8] >> (7 - i % 8) & 1;
  return bits;
}

std::vector<std::uint8_t> bytes_of_bits(std::span<const std::uint8_t> bits) {
  std::vector<std::uint8_t> bytes(bits.size() / 8);
  for (std::size_t i = 0; i < bits.size(); ++i)
    bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] << 1 | bits[i]);
  return bytes;
}

}  // namespace ansatz
