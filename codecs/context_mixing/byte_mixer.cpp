#include <algorithm>
#include <ansatz/error.hpp>
#include <context_mixing/byte_mixer.hpp>

namespace ansatz {
namespace {

/// Weights of 16 bits after the point, moved by 2^-7 of a miss times an input, rounded down: the bytes of
/// files depend on it.
constexpr learning of_weights{
    .first = one_logit * 3 / 10, .rate = 1 << 9, .fraction = 16, .to_nearest = false};

}  // namespace

byte_mixer::byte_mixer(std::size_t contexts, std::size_t direct, unsigned hashed_bits)
    : contexts_{contexts},
      direct_{std::min(direct, contexts)},
      hashed_bits_{hashed_bits},
      mixer_{contexts + 1, std::array<std::size_t, 2>{contexts + 1, 256}, of_weights} {
  if (contexts < 1 || contexts > most_contexts || direct > 2 || hashed_bits < 8 || hashed_bits > 24)
    throw domain_error("byte_mixer: 1 to 8 contexts, at most two of them direct, tables of 8 to 24 bits");
  for (std::size_t k = 0; k < contexts_; ++k)
    tables_.emplace_back(std::size_t{1} << (k < direct_ ? 8 * (k + 1) : hashed_bits_));
}

void byte_mixer::begin(std::span<const std::uint64_t> contexts) {
  if (contexts.size() != contexts_) throw domain_error("byte_mixer: another number of contexts");
  partial_ = 1;
  for (std::size_t k = 0; k < contexts_; ++k)
    hashes_[k] = k < direct_ ? contexts[k] & 255 : (contexts[k] + k) * 0x9e3779b97f4a7c15;
  predict();
}

void byte_mixer::predict() {
  const auto inputs = mixer_.inputs();
  std::size_t confidence = 0;
  for (std::size_t k = 0; k < contexts_; ++k) {
    slot* s = nullptr;
    if (k < direct_) {
      s = &tables_[k][(k == 0 ? 0 : hashes_[k] << 8) | partial_];
    } else {
      const std::uint64_t h = (hashes_[k] ^ partial_ * 0xd6e8feb86659fd93) * 0x9e3779b97f4a7c15;
      s = &tables_[k][h >> (64 - hashed_bits_)];
      const auto check = static_cast<std::uint8_t>(h >> 32);
      if (s->check != check) *s = {check, {}};
    }
    slots_[k] = s;
    inputs[k] = s->counts.logit();
    if (s->counts.seen() > 0) confidence = k + 1;
  }
  inputs[contexts_] = one_logit / 4;
  const std::int32_t logit = mixer_.mix(std::array<std::size_t, 2>{confidence, partial_});
  const std::uint64_t p = logistic_cdf(std::clamp(logit, -11 * one_logit, 11 * one_logit)) >> 16;
  ones_ = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(p, 16, 65536 - 16));
}

bool byte_mixer::learn(std::uint8_t bit) {
  mixer_.learn(miss_of(bit != 0, std::uint64_t{ones_} << 16));
  for (std::size_t k = 0; k < contexts_; ++k) slots_[k]->counts.learn(bit != 0);
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
