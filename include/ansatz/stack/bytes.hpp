#pragma once
#include <ansatz/error.hpp>
#include <ansatz/stack/rans.hpp>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// A stack as bytes, without its supply: the head, most significant byte first and without leading zero
/// bytes, then the words from the top down, most significant byte first. At most 40 bits longer than the
/// content.
///
/// No length is written: head and words can be told apart, since the head's lower bound is a power of two and
/// its range is one word wide, so of the head lengths that fit the number of bytes exactly one names a valid
/// head.
template <class Layout>
constexpr std::vector<std::byte> to_bytes(const basic_rans_stack<Layout>& s) {
  std::vector<std::byte> out;
  const auto put = [&](std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = bytes; i-- > 0;) out.push_back(static_cast<std::byte>(value >> (8 * i)));
  };
  put(s.head(), (static_cast<std::size_t>(std::bit_width(s.head())) + 7) / 8);
  for (std::size_t i = s.words().size(); i-- > 0;) put(s.words()[i], sizeof(typename Layout::word_type));
  return out;
}

/// The bytes of the stack in an adaptor: of what is metered, say.
template <class S>
constexpr std::vector<std::byte> to_bytes(const S& s)
  requires requires { to_bytes(s.inner()); }
{
  return to_bytes(s.inner());
}

/// The inverse, above the first `taken` words of a supply, which is limited to them. Throws `corrupt_error`
/// for bytes that no stack gives.
template <class Layout = rans_stack::layout_type>
constexpr basic_rans_stack<Layout> from_bytes(std::span<const std::byte> in, supply below,
                                              std::uint64_t taken) {
  using stack = basic_rans_stack<Layout>;
  using word = typename Layout::word_type;
  constexpr std::size_t shortest = (Layout::lower_bits + 1 + 7) / 8;
  constexpr std::size_t longest = (Layout::lower_bits + Layout::word_bits + 7) / 8;
  const auto get = [&](std::size_t from, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | std::to_integer<std::uint64_t>(in[from + i]);
    return value;
  };
  for (std::size_t k = shortest; k <= longest && k <= in.size(); ++k) {
    if ((in.size() - k) % sizeof(word) != 0) continue;
    const std::uint64_t head = get(0, k);
    const bool minimal = (head >> (8 * (k - 1))) != 0;
    const bool in_range =
        head >> Layout::lower_bits != 0 && (head >> Layout::lower_bits) >> Layout::word_bits == 0;
    if (!minimal || !in_range) continue;
    std::vector<word> words((in.size() - k) / sizeof(word));
    for (std::size_t i = 0; i < words.size(); ++i)
      words[words.size() - 1 - i] = static_cast<word>(get(k + i * sizeof(word), sizeof(word)));
    return stack{static_cast<typename Layout::head_type>(head), std::move(words), below.limited_to(taken),
                 taken};
  }
  throw corrupt_error("the bytes are no stack: no head of a valid length begins them");
}

}  // namespace ansatz
