#pragma once
#include <ansatz/error.hpp>
#include <cstdint>
#include <limits>

namespace ansatz {

/// The words below the bottom of a stack, numbered downwards from 0.
///
///   none       there are none: a pop that needs one throws `exhausted_error`
///   zeros      endless zeros
///   seeded(n)  endless random words, the top bits of splitmix64's output number i + 1 from seed n
///
/// Any supply can be limited to its first words; a limit is never raised again. A decoder limits it to those
/// that the encoder took: a valid stream never goes deeper, so a damaged one is caught when it tries.
class supply {
 public:
  enum class kind : std::uint8_t { none, zeros, seeded };

  static constexpr supply none() { return supply{kind::none, 0, 0}; }
  static constexpr supply zeros() { return supply{kind::zeros, 0, endless}; }
  static constexpr supply seeded(std::uint64_t seed) { return supply{kind::seeded, seed, endless}; }
  constexpr supply limited_to(std::uint64_t words) const {
    return supply{kind_, seed_, words < limit_ ? words : limit_};
  }

  constexpr kind which() const { return kind_; }
  constexpr std::uint64_t seed() const { return seed_; }

  /// Word `index`, as the top bits of 64.
  constexpr std::uint64_t word(std::uint64_t index) const {
    if (index >= limit_) throw exhausted_error("pop below the bottom of the stack: its supply has ended");
    return draw(index + 1);
  }

  /// The bits below the leading one of a fresh head (as the top bits of 64): random if the supply is, so that
  /// the first symbol popped is a sample like every other one.
  constexpr std::uint64_t head() const { return draw(0); }

  /// Equal where both supply the same words; a limit does not count.
  friend constexpr bool operator==(const supply& a, const supply& b) {
    return a.kind_ == b.kind_ && a.seed_ == b.seed_;
  }

 private:
  static constexpr std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();

  constexpr supply(kind k, std::uint64_t seed, std::uint64_t limit) : kind_{k}, seed_{seed}, limit_{limit} {}

  constexpr std::uint64_t draw(std::uint64_t index) const {
    if (kind_ != kind::seeded) return 0;
    std::uint64_t z = seed_ + (index + 1) * 0x9e3779b97f4a7c15u;  // Steele, Lea, Flood 2014: splitmix64
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  kind kind_;
  std::uint64_t seed_;
  std::uint64_t limit_;
};

}  // namespace ansatz
