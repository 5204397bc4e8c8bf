#pragma once
#include <gtest/gtest.h>

#include <ansatz/interval.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::testing {

/// Whatever is asked of a model array at once is answered as its models answer one by one: intervals of
/// random and of outermost symbols below `symbols`, owners of random and of outermost cells.
template <class Array>
void expect_answers_of_the_models(const Array& many, std::uint32_t symbols, std::uint64_t seed) {
  const supply random = supply::seeded(seed);
  const std::size_t n = many.size();
  std::vector<std::uint32_t> x, cfs;
  for (std::uint64_t i = 0; i < n; ++i) {
    x.push_back(static_cast<std::uint32_t>(random.word(2 * i) % symbols));
    cfs.push_back(static_cast<std::uint32_t>(random.word(2 * i + 1)) & (many.total().count() - 1));
    if (i % 13 == 0) x[i] = 0, cfs[i] = 0;
    if (i % 13 == 1) x[i] = symbols - 1, cfs[i] = many.total().count() - 1;
  }
  std::vector<std::uint32_t> starts(n), freqs(n), found_x(n), found_starts(n), found_freqs(n);
  constexpr std::size_t first = 5;
  many.intervals_of(first, std::span<const std::uint32_t>{x}.subspan(first), starts, freqs);
  many.find_all(first, std::span<const std::uint32_t>{cfs}.subspan(first), found_x, found_starts,
                found_freqs);
  for (std::size_t i = 0; i + first < n; ++i) {
    const auto one = many[i + first];
    ASSERT_EQ((interval{starts[i], freqs[i]}), one.interval_of(x[i + first])) << i;
    const auto [symbol, owner] = one.find(cfs[i + first]);
    ASSERT_EQ(found_x[i], symbol) << i;
    ASSERT_EQ((interval{found_starts[i], found_freqs[i]}), owner) << i;
  }
}

/// A mean and the inverse of a scale: ordinary ones, and one in eight as extreme as they come.
inline std::pair<std::int32_t, std::uint32_t> random_location(std::uint64_t a, std::uint64_t b) {
  std::int32_t mean = static_cast<std::int32_t>(a) >> (3 + (b >> 60));
  std::uint32_t inverse = 1 + static_cast<std::uint32_t>((a >> 32) >> (4 + (b >> 56 & 15)));
  if ((b & 7) == 0) mean = (b & 8) != 0 ? INT32_MAX : INT32_MIN;
  if ((b & 0x70) == 0) inverse = (b & 0x80) != 0 ? 1u << 30 : 1;
  return {mean, inverse};
}

}  // namespace ansatz::testing
