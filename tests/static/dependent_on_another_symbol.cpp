#include <ansatz/combinator/dependent.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <string>

/// The second codec depends on the first one's symbol, a number.
#ifndef FIXED
inline auto next(const std::string&) { return ansatz::uniform(4); }
#else
inline auto next(std::uint32_t) { return ansatz::uniform(4); }
#endif

const auto codec = ansatz::dependent(ansatz::uniform(4), next);
