#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/stack/supply.hpp>

#include "targets.hpp"

namespace ansatz {
namespace {

static_assert(model_array<gaussian_array> && model_array<floored_gaussian_array>);

class gaussian_arrays : public testing::each_target {};

gaussian_parameters random_parameters(std::uint64_t a, std::uint64_t b) {
  // Ordinary ones, and one in eight as extreme as they come.
  gaussian_parameters p{static_cast<std::int32_t>(a) >> (3 + (b >> 60)),
                        1 + static_cast<std::uint32_t>((a >> 32) >> (4 + (b >> 56 & 15)))};
  if ((b & 7) == 0) p.mean = (b & 8) != 0 ? INT32_MAX : INT32_MIN;
  if ((b & 0x70) == 0) p.inverse_stddev = (b & 0x80) != 0 ? 1u << 30 : 1;
  return p;
}

/// Whatever is asked at once is answered as one by one.
template <class Array>
void answers_as_one_by_one(const gaussian_buckets& buckets, unsigned bits, std::uint64_t seed) {
  const supply random = supply::seeded(seed);
  constexpr std::size_t n = 1003;
  std::vector<gaussian_parameters> parameters;
  std::vector<std::uint32_t> x, cfs;
  for (std::uint64_t i = 0; i < n; ++i) {
    parameters.push_back(random_parameters(random.word(4 * i), random.word(4 * i + 1)));
    x.push_back(static_cast<std::uint32_t>(random.word(4 * i + 2) % buckets.count()));
    cfs.push_back(static_cast<std::uint32_t>(random.word(4 * i + 3) >> (63 - bits) >> 1));
  }
  for (const std::size_t i : {0U, 1U, 2U}) x[i] = 0, x[i + 3] = buckets.count() - 1, cfs[i] = 0;
  const Array many{buckets, parameters, bits};
  std::vector<std::uint32_t> starts(n), freqs(n), found_x(n), found_starts(n), found_freqs(n);
  constexpr std::size_t first = 5;
  many.intervals_of(first, std::span{x}.subspan(first), starts, freqs);
  many.find_all(first, std::span{cfs}.subspan(first), found_x, found_starts, found_freqs);
  for (std::size_t i = 0; i + first < n; ++i) {
    const auto one = many[i + first];
    ASSERT_EQ((interval{starts[i], freqs[i]}), one.interval_of(x[i + first])) << i;
    const auto [symbol, owner] = one.find(cfs[i + first]);
    ASSERT_EQ(found_x[i], symbol) << i;
    ASSERT_EQ((interval{found_starts[i], found_freqs[i]}), owner) << i;
  }
}

TEST_P(gaussian_arrays, answer_as_the_models_do) {
  for (const unsigned bucket_bits : {1u, 4u, 10u, 12u})
    for (const unsigned bits : {12u, 16u, 24u, 31u}) {
      answers_as_one_by_one<gaussian_array>(gaussian_buckets{bucket_bits}, bits, bits);
      answers_as_one_by_one<floored_gaussian_array>(gaussian_buckets{bucket_bits}, bits, bits);
    }
  for (const std::uint32_t count : {2u, 3u, 255u, 256u}) {
    answers_as_one_by_one<gaussian_array>(integer_buckets(count), 24, count);
    answers_as_one_by_one<floored_gaussian_array>(integer_buckets(count), 24, count);
  }
}

TEST_P(gaussian_arrays, refuse_what_the_models_refuse) {
  const gaussian_buckets buckets{4};
  const gaussian_array many{buckets, std::vector<gaussian_parameters>(20), 16};
  std::vector<std::uint32_t> x(20, 15), starts(20), freqs(20);
  x[17] = 16;
  EXPECT_THROW(many.intervals_of(0, x, starts, freqs), domain_error);
  EXPECT_THROW((gaussian_array{buckets, {{0, 1}, {0, 0}}, 16}), domain_error);
  EXPECT_THROW((floored_gaussian_array{buckets, {{0, 1}}, 3}), domain_error);
}

INSTANTIATE_TEST_SUITE_P(targets, gaussian_arrays, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
