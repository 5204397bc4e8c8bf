#pragma once
#include <ansatz/model/detail/bucket_array.hpp>
#include <ansatz/model/logistic.hpp>

namespace ansatz {

/// Logistic distributions on buckets, one for each element of an array, as a model array: see `modelled_each`
/// and `logistic_model`, whose intervals these are. Copies share the parameters.
using logistic_array = detail::bucket_array<logistic_model, logistic_parameters, true, false>;

/// The same for `floored_logistic_model`.
using floored_logistic_array = detail::bucket_array<floored_logistic_model, logistic_parameters, true, true>;

}  // namespace ansatz
