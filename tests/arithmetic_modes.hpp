#pragma once
#include <cfenv>
#include <string>
#include <utility>
#include <vector>
#if defined __SSE2__
#include <immintrin.h>
#endif

/// What a caller may have set the processor to.
namespace ansatz::testing {

struct arithmetic_mode {
  std::string name;
  bool rounds;  ///< otherwise than to nearest; else it is numbers near 0 that are another
  void (*set)();
};

inline std::vector<arithmetic_mode> other_arithmetic_modes() {
  std::vector<arithmetic_mode> out{
      {"upward", true, [] { std::fesetround(FE_UPWARD); }},
      {"downward", true, [] { std::fesetround(FE_DOWNWARD); }},
      {"toward zero", true, [] { std::fesetround(FE_TOWARDZERO); }},
  };
#if defined __SSE2__
  // Of the unit that computes alone: std::fegetround does not see it.
  out.push_back({"upward, vectors alone", true, [] { _mm_setcsr(_mm_getcsr() | 0x4000u); }});
  out.push_back({"subnormal results flushed", false, [] { _mm_setcsr(_mm_getcsr() | 0x8000u); }});
  out.push_back({"subnormal operands taken for zero", false, [] { _mm_setcsr(_mm_getcsr() | 0x0040u); }});
#endif
  return out;
}

/// What `use` gives while the processor is set otherwise; then it is as before, whatever is thrown.
template <class Use>
auto in_mode(const arithmetic_mode& mode, Use use) {
  struct as_before {
    std::fenv_t kept;
    as_before() { std::fegetenv(&kept); }
    ~as_before() { std::fesetenv(&kept); }
  } const before;
  mode.set();
  return use();
}

}  // namespace ansatz::testing
