#include <ansatz/model/logistic_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
static_assert(model_array<logistic_array> && model_array<floored_logistic_array>);
ANSATZ_BUCKET_ARRAYS(logistic_array, floored_logistic_array, logistic_parameters)
}  // namespace ansatz
