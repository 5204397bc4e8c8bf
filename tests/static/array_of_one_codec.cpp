#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/primitive/uniform.hpp>

/// An array takes a family of codecs; for one codec there is repeat.
#ifndef FIXED
const auto codec = ansatz::array(5, ansatz::uniform(4));
const ansatz::array_codec<ansatz::uniform_codec>::symbol_type x;
#else
const auto codec = ansatz::repeat(5, ansatz::uniform(4));
#endif
