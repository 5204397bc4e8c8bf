#include <ansatz/model/logistic_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

static_assert(model_array<logistic_array> && model_array<floored_logistic_array>);

class logistic_arrays : public testing::each_target {};

template <class Array>
void check(const gaussian_buckets& buckets, unsigned bits) {
  const supply random = supply::seeded(bits);
  std::vector<logistic_parameters> parameters;
  for (std::uint64_t i = 0; i < 1003; ++i) {
    const auto [mean, inverse] = testing::random_location(random.word(2 * i), random.word(2 * i + 1));
    parameters.push_back({mean, inverse});
  }
  testing::expect_answers_of_the_models(Array{buckets, parameters, bits}, buckets.count(), bits);
}

TEST_P(logistic_arrays, answer_as_the_models_do) {
  for (const unsigned bucket_bits : {1u, 4u, 10u, 12u})
    for (const unsigned bits : {12u, 16u, 24u, 31u}) {
      check<logistic_array>(gaussian_buckets{bucket_bits}, bits);
      check<floored_logistic_array>(gaussian_buckets{bucket_bits}, bits);
    }
  for (const std::uint32_t count : {2u, 3u, 255u, 256u}) {
    check<logistic_array>(integer_buckets(count), 24);
    check<floored_logistic_array>(integer_buckets(count), 24);
  }
}

TEST_P(logistic_arrays, refuse_what_the_models_refuse) {
  const gaussian_buckets buckets{4};
  const logistic_array many{buckets, std::vector<logistic_parameters>(20), 16};
  std::vector<std::uint32_t> x(20, 15), starts(20), freqs(20);
  x[17] = 16;
  EXPECT_THROW(many.intervals_of(0, x, starts, freqs), domain_error);
  EXPECT_THROW((logistic_array{buckets, {{0, 1}, {0, 0}}, 16}), domain_error);
  EXPECT_THROW((floored_logistic_array{buckets, {{0, 1}}, 3}), domain_error);
}

INSTANTIATE_TEST_SUITE_P(targets, logistic_arrays, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
