#include <ansatz/model/logistic_mixture_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

static_assert(model_array<logistic_mixture_array>);

class logistic_mixture_arrays : public testing::each_target {};

std::vector<logistic_component> random_parts(std::size_t elements, std::size_t parts) {
  const supply random = supply::seeded(parts);
  std::vector<logistic_component> out;
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < elements; ++i) {
    std::uint32_t left = 1 << 16;
    for (std::size_t k = 0; k < parts; ++k) {
      const auto [mean, inverse] = testing::random_location(random.word(at), random.word(at + 1));
      const std::uint32_t weight =
          k + 1 == parts ? left : static_cast<std::uint32_t>(random.word(at + 2) % (left + 1));
      out.push_back({mean, inverse, weight});
      left -= weight;
      at += 3;
    }
  }
  return out;
}

TEST_P(logistic_mixture_arrays, answer_as_the_models_do) {
  for (const std::size_t parts : {1U, 2U, 5U})
    for (const std::uint32_t count : {2u, 3u, 100u, 256u})
      for (const unsigned bits : {8u, 24u, 31u}) {
        const bucket_set buckets = integer_buckets(count);
        const logistic_mixture_array many{buckets, parts, random_parts(203, parts), bits};
        testing::expect_answers_of_the_models(many, count, bits);
        testing::expect_the_same_in_every_mode(many, count, bits);
      }
  const bucket_set equal = equal_mass_buckets(10);
  testing::expect_answers_of_the_models(logistic_mixture_array{equal, 3, random_parts(203, 3), 24}, 1024, 1);
}

TEST_P(logistic_mixture_arrays, refuse_what_the_models_refuse) {
  const bucket_set buckets = integer_buckets(16);
  const logistic_mixture_array many{buckets, 1, std::vector<logistic_component>(20), 16};
  std::vector<std::uint32_t> x(20, 15), starts(20), freqs(20);
  x[17] = 16;
  EXPECT_THROW(many.intervals_of(0, x, starts, freqs), domain_error);
  testing::expect_no_more_elements_than_models(many);
  EXPECT_THROW((logistic_mixture_array{buckets, 2, std::vector<logistic_component>(3), 16}), domain_error);
  EXPECT_THROW((logistic_mixture_array{buckets, 0, {}, 16}), domain_error);
  EXPECT_THROW((logistic_mixture_array{buckets, 2, std::vector<logistic_component>(4), 16}), domain_error);
}

INSTANTIATE_TEST_SUITE_P(targets, logistic_mixture_arrays, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
