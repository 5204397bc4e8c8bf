#pragma once
#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model/buckets.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "arithmetic_modes.hpp"

namespace ansatz::testing {

/// Whatever is asked of a model array at once is answered as its models answer one by one: intervals of
/// random and of outermost symbols below `symbols`, owners of random and of outermost cells.
template <class Array>
void expect_answers_of_the_models(const Array& many, std::uint32_t symbols, std::uint64_t seed) {
  const supply random = supply::seeded(seed);
  const std::size_t n = many.size();
  std::vector<std::uint32_t> x, cells;
  for (std::uint64_t i = 0; i < n; ++i) {
    x.push_back(static_cast<std::uint32_t>(random.word(2 * i) % symbols));
    cells.push_back(static_cast<std::uint32_t>(random.word(2 * i + 1)) & (many.total().count() - 1));
    if (i % 13 == 0) x[i] = 0, cells[i] = 0;
    if (i % 13 == 1) x[i] = symbols - 1, cells[i] = many.total().count() - 1;
  }
  std::vector<std::uint32_t> starts(n), freqs(n), found_x(n), found_starts(n), found_freqs(n);
  constexpr std::size_t first = 5;
  many.intervals_of(first, std::span<const std::uint32_t>{x}.subspan(first), starts, freqs);
  many.find_all(first, std::span<const std::uint32_t>{cells}.subspan(first), found_x, found_starts,
                found_freqs);
  for (std::size_t i = 0; i + first < n; ++i) {
    const auto one = many[i + first];
    ASSERT_EQ((interval{starts[i], freqs[i]}), one.interval_of(x[i + first])) << i;
    const auto [symbol, owner] = one.find(cells[i + first]);
    ASSERT_EQ(found_x[i], symbol) << i;
    ASSERT_EQ((interval{found_starts[i], found_freqs[i]}), owner) << i;
  }
}

/// There are as many models as there are, and a cell that no symbol owns is refused.
template <class Array>
void expect_no_more_elements_than_models(const Array& many) {
  const std::size_t n = many.size();
  std::vector<typename Array::symbol_type> x(n + 2);
  std::vector<std::uint32_t> cells(n + 2), starts(n + 2), freqs(n + 2);
  for (const auto& [first, count] :
       {std::pair<std::size_t, std::size_t>{0, n + 1}, {1, n}, {n, 1}, {n + 1, 0}, {SIZE_MAX, 2}}) {
    EXPECT_THROW(
        many.intervals_of(first, std::span<const typename Array::symbol_type>{x}.first(count), starts, freqs),
        domain_error);
    EXPECT_THROW(many.find_all(first, std::span<const std::uint32_t>{cells}.first(count), x, starts, freqs),
                 domain_error);
  }
  EXPECT_NO_THROW(many.intervals_of(n, std::span<const typename Array::symbol_type>{}, starts, freqs));
}

/// Whatever is asked at once is answered alike in every mode of the processor: guesses may differ, answers may not.
template <class Array>
void expect_the_same_in_every_mode(const Array& many, std::uint32_t symbols, std::uint64_t seed) {
  for (const auto& mode : other_arithmetic_modes())
    in_mode(mode, [&] { expect_answers_of_the_models(many, symbols, seed); });
}

/// A mean and the inverse of a scale: ordinary ones, and one in eight as extreme as they come.
inline std::pair<std::int32_t, std::uint32_t> random_location(std::uint64_t a, std::uint64_t b) {
  std::int32_t mean = static_cast<std::int32_t>(a) >> (3 + (b >> 60));
  std::uint32_t inverse = 1 + static_cast<std::uint32_t>((a >> 32) >> (4 + (b >> 56 & 15)));
  if ((b & 7) == 0) mean = (b & 8) != 0 ? INT32_MAX : INT32_MIN;
  if ((b & 0x70) == 0) inverse = (b & 0x80) != 0 ? 1u << 30 : 1;
  return {mean, inverse};
}

/// What the arrays of Gaussian and of logistic models must do alike: `Array` and `Floored` of `Parameters`.
template <class Array, class Floored, class Parameters>
void expect_bucket_arrays() {
  const auto check = []<class A>(std::type_identity<A>, const bucket_set& buckets, unsigned bits) {
    const supply random = supply::seeded(bits);
    std::vector<Parameters> parameters;
    for (std::uint64_t i = 0; i < 1003; ++i) {
      const auto [mean, inverse] = random_location(random.word(2 * i), random.word(2 * i + 1));
      parameters.push_back({mean, inverse});
    }
    const A many{buckets, parameters, bits};
    expect_answers_of_the_models(many, buckets.count(), bits);
    if (buckets.count() < 1000) expect_the_same_in_every_mode(many, buckets.count(), bits);
  };
  const auto both = [&](const bucket_set& buckets, unsigned bits) {
    check(std::type_identity<Array>{}, buckets, bits);
    check(std::type_identity<Floored>{}, buckets, bits);
  };
  for (const unsigned bucket_bits : {1u, 4u, 10u, 12u})
    for (const unsigned bits : {12u, 16u, 24u, 31u}) both(equal_mass_buckets(bucket_bits), bits);
  for (const std::uint32_t count : {2u, 3u, 255u, 256u, 257u, 131072u}) both(integer_buckets(count), 24);
  both(integer_buckets(1000000, 1000500), 31);
  both(even_buckets(1024, -(std::int64_t{16} << 24), 1 << 19), 30);  // those of hierarchies
  both(even_buckets(bucket_set::most, -(std::int64_t{1} << 40), 1 << 20), 31);

  const bucket_set buckets = equal_mass_buckets(4);
  const Array many{buckets, std::vector<Parameters>(20), 16};
  std::vector<std::uint32_t> x(20, 15), starts(20), freqs(20);
  x[17] = 16;
  EXPECT_THROW(many.intervals_of(0, x, starts, freqs), domain_error);
  expect_no_more_elements_than_models(many);
  EXPECT_THROW((Array{buckets, {{0, 1}, {0, 0}}, 16}), domain_error);
  EXPECT_THROW((Floored{buckets, {{0, 1}}, 3}), domain_error);
}

/// Their test, on every instruction set that this machine has.
#define ANSATZ_BUCKET_ARRAYS(array, floored, parameters)                  \
  class array##s : public testing::each_target {};                        \
  TEST_P(array##s, answer_as_the_models_do_and_refuse_what_they_refuse) { \
    testing::expect_bucket_arrays<array, floored, parameters>();          \
  }                                                                       \
  INSTANTIATE_TEST_SUITE_P(targets, array##s, testing::all_targets(), testing::target_name);

}  // namespace ansatz::testing
