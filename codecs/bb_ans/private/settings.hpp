#pragma once
#include <ansatz/archive/container.hpp>
#include <bb_ans/bb_ans.hpp>
#include <cstdint>
#include <map>
#include <string>

namespace ansatz {

/// How bb_ans codes; all of it is in the file.
struct bb_ans_settings {
  bb_ans_precision precision;
  std::uint64_t block = 8, lanes = 64;
};

/// Of parameters that a user gives, some or all. Throws `domain_error` for what is none, or out of range.
bb_ans_settings settings_from(const std::map<std::string, std::uint64_t>& parameters);

/// Of a file, where all are given. Throws `corrupt_error`.
bb_ans_settings settings_in(const container& file);

std::map<std::string, std::uint64_t> parameters_of(const bb_ans_settings& s);

}  // namespace ansatz
