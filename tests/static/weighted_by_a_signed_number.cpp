#include <ansatz/primitive/weighted.hpp>

/// Weights cannot be negative.
#ifndef FIXED
const auto model = ansatz::weighted(9, [](std::uint32_t x) { return 5 - static_cast<int>(x); }, 16);
#else
const auto model = ansatz::weighted(9, [](std::uint32_t x) { return x; }, 16);
#endif
