#pragma once
#include <ansatz/model/detail/bucket_array.hpp>
#include <ansatz/model/gaussian.hpp>

namespace ansatz {

/// Gaussians on buckets, one for each element of an array, as a model array: see `modelled_each` and
/// `gaussian_model`, whose intervals these are. Copies share the parameters.
using gaussian_array = detail::bucket_array<gaussian_model, gaussian_parameters, false, false>;

/// The same for `floored_gaussian_model`.
using floored_gaussian_array = detail::bucket_array<floored_gaussian_model, gaussian_parameters, false, true>;

}  // namespace ansatz
