#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/uniform.hpp>

/// A posterior over pairs cannot give back the bits of a single number.
inline auto posterior(std::uint32_t) {
#ifndef FIXED
  return ansatz::serial(ansatz::uniform(4), ansatz::uniform(4));
#else
  return ansatz::uniform(4);
#endif
}

const auto codec =
    ansatz::bits_back(ansatz::uniform(4), [](std::uint32_t) { return ansatz::uniform(2); }, posterior);
