#pragma once
#include <ansatz/mixing/counter.hpp>
#include <ansatz/mixing/mixer.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// Predicts the bits of bytes, the highest bit of each first, by mixing what several contexts have seen; who
/// feeds it says what the contexts of a byte are. All arithmetic is in integers; see spec.md.
class byte_mixer {
 public:
  static constexpr std::size_t most_contexts = 8;

  /// So many contexts, 1 to `most_contexts`. The first `direct` of them, at most two, have tables of their
  /// own for each context: the first one is constant, the second one has 8 bits. The others share
  /// 2^hashed_bits slots each. Throws `domain_error` for what is out of range.
  byte_mixer(std::size_t contexts, std::size_t direct, unsigned hashed_bits);
  byte_mixer(byte_mixer&&) = default;  // no copies: it points into its tables
  byte_mixer& operator=(byte_mixer&&) = default;

  /// Says what the contexts of the next byte are: before its first bit, as many as there are.
  void begin(std::span<const std::uint64_t> contexts);
  /// The codec of the next bit.
  auto next() const { return bernoulli(ones_, 16); }
  /// Returns whether the byte is complete: then `byte()` is it, and `begin` is due.
  bool learn(std::uint8_t bit);
  std::uint8_t byte() const { return static_cast<std::uint8_t>(partial_); }

 private:
  /// What a context has seen.
  struct slot {
    std::uint8_t check = 0;
    bit_counts counts;
  };

  void predict();

  std::size_t contexts_, direct_;
  unsigned hashed_bits_;
  std::vector<std::vector<slot>> tables_;              // a context each
  std::array<std::uint64_t, most_contexts> hashes_{};  // or the direct contexts themselves
  std::array<slot*, most_contexts> slots_{};           // of the next bit
  mixer mixer_;                                        // by the highest context seen; by the bits so far
  std::uint32_t partial_ = 1;                          // the bits of this byte, after a leading one
  std::uint32_t ones_ = 1u << 15;                      // P(1) of the next bit, of 2^16
};

/// Bytes as their bits, the highest one first, and back.
std::vector<std::uint8_t> bits_of_bytes(std::span<const std::uint8_t> bytes);
std::vector<std::uint8_t> bytes_of_bits(std::span<const std::uint8_t> bits);

}  // namespace ansatz
