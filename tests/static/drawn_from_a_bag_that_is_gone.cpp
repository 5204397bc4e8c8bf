#include <ansatz/model/bag.hpp>
#include <ansatz/primitive/drawn.hpp>

/// The codec refers to the bag.
const ansatz::bag<int> items;
#ifndef FIXED
const auto codec = ansatz::drawn(ansatz::bag<int>{});
#else
const auto codec = ansatz::drawn(items);
#endif
