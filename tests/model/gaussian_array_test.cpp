#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>

#include "array_check.hpp"
#include "targets.hpp"

namespace ansatz {
static_assert(model_array<gaussian_array> && model_array<floored_gaussian_array>);
ANSATZ_BUCKET_ARRAYS(gaussian_array, floored_gaussian_array, gaussian_parameters)
}  // namespace ansatz
