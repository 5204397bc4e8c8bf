#include <ansatz/interval.hpp>

/// What is constexpr is checked by the compiler.
#ifndef FIXED
constexpr ansatz::total n{0};
#else
constexpr ansatz::total n{1};
#endif
static_assert(n.count() == 1);
