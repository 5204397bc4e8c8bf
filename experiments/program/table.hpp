#pragma once
#include <common/program.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "commands.hpp"

namespace ansatz::experiment {

struct table_options {
  std::string data;                  ///< a folder with MNIST; empty: drawn digits
  std::uint64_t alone = 100;         ///< images that are coded each in a file of its own
  std::uint64_t each = 0;            ///< so many images have a row of their own
  std::vector<std::string> without;  ///< rivals, by the beginnings of their names; "all": none are run
  outputs out;
};

/// Measures the wished coders, and the rivals, on the images given or on the standard sets; prints tables as they are done, and
/// writes JSON and charts.
void run_table(const arguments& a, const table_options& options);

}  // namespace ansatz::experiment
