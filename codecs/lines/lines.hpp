#pragma once
#include <algorithm>
#include <ansatz/codec.hpp>
#include <ansatz/combinator/dependent.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/multiset.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/combinator/terminated.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// Multisets of strings by bits back over their order; see spec.md.
namespace ansatz {

/// What a decoder must be told of the strings: how often each byte occurs, how many strings there are and
/// how many bytes in all, and a limit of their length.
struct string_counts {
  std::vector<std::uint64_t> bytes = std::vector<std::uint64_t>(256);
  std::uint64_t strings = 0, limit = 1;
  friend bool operator==(const string_counts&, const string_counts&) = default;

  std::uint64_t total() const {
    std::uint64_t n = 0;
    for (const std::uint64_t count : bytes) n += count;
    return n;
  }
};

inline string_counts counts_of(std::span<const std::string> strings) {
  string_counts c;
  c.strings = strings.size();
  for (const std::string& s : strings) {
    for (const char b : s) ++c.bytes[static_cast<unsigned char>(b)];
    c.limit = std::max<std::uint64_t>(c.limit, s.size() + 1);
  }
  return c;
}

namespace detail {

/// 0 to 2^32 - 2, small ones shorter.
inline auto small_number() {
  return mapped(
      log_uniform(32), [](std::uint64_t x) { return x - 1; }, [](std::uint64_t x) { return x + 1; });
}

/// A string: each byte by its frequency among all, after each whether it goes on.
inline auto counted_string(const string_counts& c) {
  return mapped(
      terminated(categorical({c.strings, c.total()}), categorical(c.bytes), c.limit),
      [](const std::vector<std::uint32_t>& x) { return std::string(x.begin(), x.end()); },
      [](const std::string& s) {
        std::vector<std::uint32_t> x;
        for (const char b : s) x.push_back(static_cast<unsigned char>(b));
        return x;
      });
}

inline auto counts_codec() {
  return mapped(
      serial(repeat(256, small_number()), small_number(), small_number()),
      [](const std::tuple<std::vector<std::uint64_t>, std::uint64_t, std::uint64_t>& t) {
        return string_counts{std::get<0>(t), std::get<1>(t), std::get<2>(t)};
      },
      [](const string_counts& c) { return std::tuple{c.bytes, c.strings, c.limit}; });
}

}  // namespace detail

/// The most strings that a multiset has: what a damaged stream may ask for.
inline constexpr std::uint64_t most_strings = std::uint64_t{1} << 26;

/// The counts, then a multiset of strings in ascending order, with a byte in at least one of them; at most
/// `limit` strings and `most_bytes` bytes, 2^31 at most, and none longer than all of them: else `domain_error`,
/// before anything of them is decoded.
///
/// Rate: the counts', about a bit for each byte that does not occur and two log-uniform numbers; then -log2
/// of the strings' bytes by their frequencies, less log2 of the number of orders. Does push pop? Yes. Does
/// pop push? Yes.
inline auto strings_by_counts(std::uint64_t limit = most_strings, std::uint64_t most_bytes = max_total) {
  return dependent(labelled("parameters", detail::counts_codec()), [=](const string_counts& c) {
    const std::uint64_t bytes = c.total();
    if (c.strings > limit || bytes == 0 || bytes > most_bytes)
      throw domain_error("lines: too many strings, too many bytes, or none");
    // A string that is sure to go on costs nothing: its limit alone bounds what a damaged stream asks for.
    if (c.limit > bytes + 1) throw domain_error("lines: a string may be longer than all of them");
    return multiset(c.strings, detail::counted_string(c));
  });
}

}  // namespace ansatz
