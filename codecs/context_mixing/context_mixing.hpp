#pragma once
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Bytes by mixing the predictions of the last 0, ..., k bytes as contexts; see spec.md.
namespace ansatz {

/// Walks along the bits of bytes, the highest bit of each first. All arithmetic is in integers.
class context_mixer {
 public:
  static constexpr unsigned most_orders = 6;

  /// Contexts of 0, ..., `order` bytes; 0 <= order <= most_orders. Throws `domain_error` otherwise.
  explicit context_mixer(unsigned order);
  context_mixer(context_mixer&&) = default;  // no copies: it points into its tables
  context_mixer& operator=(context_mixer&&) = default;

  /// The codec of the next bit.
  auto next() const { return bernoulli(ones_, 16); }
  void learn(std::uint8_t bit);

 private:
  /// What a context has seen.
  struct slot {
    std::uint8_t check = 0, zeros = 0, ones = 0;
  };
  using weights = std::array<std::int32_t, most_orders + 2>;  // Q16

  void begin_byte();
  void predict();

  unsigned order_;
  std::vector<std::vector<slot>> tables_;                // an order each
  std::array<std::uint64_t, most_orders + 1> hashes_{};  // of the contexts' bytes
  std::array<slot*, most_orders + 1> slots_{};           // of the next bit
  std::array<std::int32_t, most_orders + 2> inputs_{};   // logits, Q16, and a constant
  std::vector<weights> by_confidence_, by_bits_;
  std::size_t confidence_ = 0;
  std::uint64_t history_ = 0;      // the last eight bytes
  std::uint32_t partial_ = 1;      // the bits of this byte, after a leading one
  std::uint32_t ones_ = 1u << 15;  // P(1) of the next bit, of 2^16
};

/// n bytes. Rate: about that of the best mixture of contexts; adaptive, so that no parameters are sent.
inline auto context_mixing(std::size_t size, unsigned order) {
  return mapped(
      autoregressive(8 * size, [order] { return context_mixer{order}; }),
      [](const std::vector<std::uint8_t>& bits) {
        std::vector<std::uint8_t> bytes(bits.size() / 8);
        for (std::size_t i = 0; i < bits.size(); ++i)
          bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] << 1 | bits[i]);
        return bytes;
      },
      [](const std::vector<std::uint8_t>& bytes) {
        std::vector<std::uint8_t> bits(8 * bytes.size());
        for (std::size_t i = 0; i < bits.size(); ++i) bits[i] = bytes[i / 8] >> (7 - i % 8) & 1;
        return bits;
      });
}

}  // namespace ansatz
