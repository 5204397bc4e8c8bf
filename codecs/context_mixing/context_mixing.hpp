#pragma once
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <context_mixing/byte_mixer.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Bytes by mixing the predictions of the last 0, ..., k bytes as contexts; see spec.md.
namespace ansatz {

/// Walks along the bits of bytes.
class context_mixer {
 public:
  static constexpr unsigned most_orders = 6;

  /// Contexts of 0, ..., `order` bytes; 0 <= order <= most_orders. Throws `domain_error` otherwise.
  explicit context_mixer(unsigned order);

  auto next() const { return mixer_.next(); }
  void learn(std::uint8_t bit);

 private:
  void begin();

  unsigned order_;
  byte_mixer mixer_;
  std::uint64_t history_ = 0;  // the last eight bytes
};

/// n bytes. Rate: about that of the best mixture of contexts; adaptive, so that no parameters are sent.
inline auto context_mixing(std::size_t size, unsigned order) {
  if (order > context_mixer::most_orders) throw domain_error("context_mixing: contexts of at most 6 bytes");
  if (size > SIZE_MAX / 8) throw domain_error("context_mixing: more bytes than there can be");
  return mapped(autoregressive(8 * size, [order] { return context_mixer{order}; }), bytes_of_bits,
                bits_of_bytes);
}

}  // namespace ansatz
