#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace ansatz {

/// XXH3, 64 bits, seed 0: equal on every machine.
std::uint64_t hash64(std::span<const std::byte> data);

/// The same of parts that follow one another.
class hasher {
 public:
  hasher();
  ~hasher();
  hasher(hasher&&) noexcept;
  hasher& operator=(hasher&&) noexcept;

  void add(std::span<const std::byte> part);
  /// `hash64` of all parts so far.
  std::uint64_t value() const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

/// 16 lower-case hexadecimal digits.
std::string hash_hex(std::uint64_t hash);

}  // namespace ansatz
