#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

static_assert(model_array<gaussian_array> && model_array<floored_gaussian_array>);

class gaussian_arrays : public testing::each_target {};

TEST_P(gaussian_arrays, answer_as_the_models_do_and_refuse_what_they_refuse) {
  testing::expect_bucket_arrays<gaussian_array, floored_gaussian_array, gaussian_parameters>();
}
INSTANTIATE_TEST_SUITE_P(targets, gaussian_arrays, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
