#include <ansatz/combinator/length_prefixed.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/uniform.hpp>

/// A length is a number.
#ifndef FIXED
const auto length = ansatz::repeat(2, ansatz::uniform(9));
#else
const auto length = ansatz::uniform(9);
#endif

const auto codec = ansatz::length_prefixed(length, ansatz::uniform(2), 8);
