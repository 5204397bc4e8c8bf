#pragma once
#include <ansatz/model/categorical.hpp>
#include <span>

namespace ansatz {

/// A categorical model with a total of 2^bits from probabilities, which need not be normalised: they are
/// scaled to 52-bit weights of the largest, a positive one to at least 1, and apportioned as `from_weights`
/// does. Throws `domain_error` for a NaN, an infinity, a negative one, none at all, or none positive.
categorical_model categorical_from_probabilities(std::span<const double> probabilities, unsigned bits);

}  // namespace ansatz
