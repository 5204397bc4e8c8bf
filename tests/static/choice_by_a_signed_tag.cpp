#include <ansatz/combinator/choice.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/primitive/uniform.hpp>

/// The tag is a variant's index.
inline int to_signed(std::uint32_t x) { return static_cast<int>(x); }
inline std::uint32_t to_unsigned(int x) { return static_cast<std::uint32_t>(x); }
#ifndef FIXED
const auto tag = ansatz::mapped(ansatz::uniform(2), to_signed, to_unsigned);
#else
const auto tag = ansatz::uniform(2);
#endif

const auto codec = ansatz::choice(tag, ansatz::uniform(4), ansatz::uniform(8));
