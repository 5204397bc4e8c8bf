#pragma once
#include <ansatz/archive/chunk.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the parts of a container are made of: little-endian numbers, marks, and names.
namespace ansatz::frames {

/// A mark, the header's length; and the header's hash after it.
constexpr std::size_t magic_size = 8, mark_size = 4, before_header = 8, after_header = 8;
using mark = std::array<std::uint8_t, mark_size>;
constexpr mark chunk_mark{0x1a, 'c', 'h', 'k'}, index_mark{0x1a, 'i', 'd', 'x'};

inline void put(std::vector<std::byte>& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i)));
}
inline void put(std::vector<std::byte>& out, const mark& m) {
  for (const std::uint8_t b : m) out.push_back(static_cast<std::byte>(b));
}
inline std::uint64_t get(std::span<const std::byte> in, std::size_t at, int bytes) {
  std::uint64_t value = 0;
  for (int i = bytes; i-- > 0;)
    value = value << 8 | std::to_integer<std::uint64_t>(in[at + static_cast<std::size_t>(i)]);
  return value;
}
inline bool begins_as(std::span<const std::byte> in, const mark& m) {
  if (in.size() < m.size()) return false;
  for (std::size_t i = 0; i < m.size(); ++i)
    if (in[i] != static_cast<std::byte>(m[i])) return false;
  return true;
}

/// Names of kinds, codecs and parameters: a message may quote them as they are.
inline bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 40 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace ansatz::frames
