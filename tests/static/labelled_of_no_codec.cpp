#include <ansatz/combinator/labelled.hpp>
#include <ansatz/primitive/uniform.hpp>

#ifndef FIXED
const auto codec = ansatz::labelled("five", 5);
#else
const auto codec = ansatz::labelled("five", ansatz::uniform(5));
#endif
