#pragma once
#include <string>
#include <vector>

/// What codecs that are broken on purpose must break, as `names(broken_laws(...))` gives it.
namespace ansatz::testing {

inline const std::vector<std::string> every_stack{"rans 16/8", "rans 32/8", "rans 32/8 of 3 lanes",
                                                  "rans 64/32", "exact"};
/// Those whose totals may exceed 2^7.
inline const std::vector<std::string> wider_stacks{every_stack.begin() + 1, every_stack.end()};
/// Most mistakes leave neither of push and pop the other's inverse.
inline const std::vector<std::string> both_inverses{"pop undoes push", "push undoes pop"};

/// Each of the laws on each of the stacks.
inline std::vector<std::string> broken_on(const std::vector<std::string>& stacks,
                                          const std::vector<std::string>& laws) {
  std::vector<std::string> out;
  for (const std::string& stack : stacks)
    for (const std::string& law : laws) out.push_back(law + ", " + stack);
  return out;
}

}  // namespace ansatz::testing
