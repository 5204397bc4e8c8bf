#pragma once
#include <ansatz/archive/chains.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "choice.hpp"
#include "data.hpp"

/// The commands of the program `ansatz` that work on files.
namespace ansatz::experiment {

struct arguments {
  std::vector<std::string> paths;  ///< of a command with many: all but the last are read
  std::string in, out, report, format;
  wish wanted;
  kind as = kind::by_content;
  std::uint64_t limit = 0, count = 0;
  coding_options coding;
  bool verify = false, ideal = false, force = false;
  remarks told;
};

void compress(arguments a);
void decompress(const arguments& a);
void verify(const arguments& a);
void info(const arguments& a);
void sample(const arguments& a);
void models(const arguments& a);
void binarize(const arguments& a);
void digits(const arguments& a);

}  // namespace ansatz::experiment
