#pragma once
#include <ansatz/error.hpp>
#include <string>

namespace ansatz::testing {

/// What is said where `use` is refused; "nothing" where it is not.
template <class Use>
std::string sentence_of(Use use) {
  try {
    use();
  } catch (const error& e) {
    return e.what();
  }
  return "nothing";
}

}  // namespace ansatz::testing
