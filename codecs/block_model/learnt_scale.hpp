#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz {

/// Numbers from 1 to so many: how many bits a number has in proportion to 1 + 2 times how often that was so,
/// and then which of these numbers, uniformly. Learns what it is told.
class learnt_scale {
 public:
  class number_codec {
   public:
    using symbol_type = std::uint32_t;
    number_codec(const learnt_scale& scale, std::uint32_t most)
        : most_{most}, length_{categorical(std::span{scale.weights_}.first(std::bit_width(most)))} {}

    template <class S>
    void push(S& s, std::uint32_t n) const {
      if (n == 0 || n > most_) throw domain_error("degree_sequence: a number out of its range");
      const auto exponent = static_cast<std::uint32_t>(std::bit_width(n)) - 1;
      of_length(exponent).push(s, n - (1u << exponent));
      length_.push(s, exponent);
    }
    template <class S>
    std::uint32_t pop(S& s) const {
      const std::uint32_t exponent = length_.pop(s);
      return (1u << exponent) + of_length(exponent).pop(s);
    }

   private:
    uniform_codec of_length(std::uint32_t exponent) const {
      return uniform(std::min(1u << exponent, most_ - (1u << exponent) + 1));
    }
    std::uint32_t most_;
    categorical_codec length_;
  };

  learnt_scale() { weights_.fill(1); }
  /// 1 <= most < 2^31.
  number_codec up_to(std::uint32_t most) const { return {*this, most}; }
  void learn(std::uint32_t n) { weights_[static_cast<std::size_t>(std::bit_width(n)) - 1] += 2; }

 private:
  std::array<std::uint32_t, 31> weights_;
};

}  // namespace ansatz
