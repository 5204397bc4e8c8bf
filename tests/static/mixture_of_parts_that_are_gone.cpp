#include <ansatz/primitive/logistic_mixture.hpp>
#include <vector>

/// The codec refers to the parts.
const std::vector<ansatz::logistic_component> parts(1);
#ifndef FIXED
const auto codec =
    ansatz::logistic_mixture(ansatz::integer_buckets(5), std::vector<ansatz::logistic_component>(1), 16);
#else
const auto codec = ansatz::logistic_mixture(ansatz::integer_buckets(5), parts, 16);
#endif
