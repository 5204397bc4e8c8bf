#pragma once
#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <system_error>

/// Numbers as all programs take them, whatever the parser of arguments takes for one: each option with a number has
/// ->transform(whole_number) or ->transform(real_number), beside whatever checks its range.
namespace ansatz::experiment {

/// Decimal digits and nothing else: 010 is ten; a sign, a blank, a point, 1e3, 0x10 and what exceeds 2^64 - 1 are
/// refused.
inline const CLI::Validator whole_number{[](std::string& text) {
                                           std::uint64_t n = 0;
                                           const char* const end = text.data() + text.size();
                                           const auto [at, failure] = std::from_chars(text.data(), end, n);
                                           if (failure == std::errc::result_out_of_range && at == end)
                                             return text + " is more than 2^64 - 1";
                                           if (failure != std::errc{} || at != end)
                                             return "'" + text + "' is no whole number in decimal digits";
                                           text = std::to_string(n);
                                           return std::string{};
                                         },
                                         ""};

/// A decimal number with or without point, exponent and minus: what is infinite, no number, or hexadecimal is
/// refused.
inline const CLI::Validator real_number{[](std::string& text) {
                                          double x = 0;
                                          const char* const end = text.data() + text.size();
                                          const auto [at, failure] = std::from_chars(text.data(), end, x);
                                          if (failure != std::errc{} || at != end || !std::isfinite(x))
                                            return "'" + text + "' is no decimal number";
                                          return std::string{};
                                        },
                                        ""};

}  // namespace ansatz::experiment
