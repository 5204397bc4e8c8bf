#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/bits.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "commands.hpp"

namespace ansatz::experiment {

/// What coding a file came to.
struct account_of_file {
  /// Of a coder the name of its codec, of its model, and the size of that.
  struct part_by {
    std::string codec, model;
    std::uint64_t model_bytes = 0;
  };
  std::map<std::string, part_by> by;  ///< by the name that is shown
  std::uint64_t items = 0, dims = 0, bytes = 0;
  std::string unit = "bits/dim";  ///< of rates
  std::optional<coding_account> coded;
  std::optional<bits> ideal;
  std::optional<double> encode_seconds, decode_seconds;

  void add(const coder& c);
};

/// Says whither and by what; writes what was measured, where that is asked for.
void report(const arguments& a, const account_of_file& f);

/// Throws what would only show after the work: files that cannot be, or are read, too.
void expect_ready(const arguments& a, std::vector<std::string> read);

}  // namespace ansatz::experiment
