#pragma once
#include <ansatz/error.hpp>
#include <cfloat>

namespace ansatz {

/// Whether this thread rounds to nearest, by what it computes: std::fegetround does not ask the unit that does
/// the sums.
inline bool rounds_to_nearest() {
  volatile double one = 1, little = 0x1p-60;
  return one + little == 1 && one - little == 1;
}

/// Bits depend on it: every thread that computes with binary64 must round to nearest and keep subnormal
/// numbers, those that it gives and those that it is given. Whatever makes coded bits of real numbers asks
/// first, before tables are made, too.
inline void require_ieee_arithmetic() {
  volatile double tiny = DBL_MIN, subnormal = DBL_TRUE_MIN;
  if (!rounds_to_nearest() || tiny / 2 == 0 || subnormal == 0)
    throw error("the processor is set to another rounding mode, or to flush subnormal numbers to zero");
}

}  // namespace ansatz
