#include <ansatz/combinator/mapped.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <string>

/// The way back must lead to the inner codec's symbol.
inline std::string to_text(std::uint32_t x) { return std::to_string(x); }
#ifndef FIXED
inline std::string to_number(const std::string& s) { return s; }
#else
inline std::uint32_t to_number(const std::string& s) { return static_cast<std::uint32_t>(s.size()); }
#endif

const auto codec = ansatz::mapped(ansatz::uniform(4), to_text, to_number);
