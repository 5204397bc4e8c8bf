#include <ansatz/model/logistic_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

static_assert(model_array<logistic_array> && model_array<floored_logistic_array>);

class logistic_arrays : public testing::each_target {};

TEST_P(logistic_arrays, answer_as_the_models_do_and_refuse_what_they_refuse) {
  testing::expect_bucket_arrays<logistic_array, floored_logistic_array, logistic_parameters>();
}
INSTANTIATE_TEST_SUITE_P(targets, logistic_arrays, testing::all_targets(), testing::target_name);

}  // namespace
}  // namespace ansatz
