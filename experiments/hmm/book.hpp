#pragma once
#include <common/results.hpp>
#include <cstddef>
#include <cstdint>
#include <hmm/hmm_text.hpp>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// A text with a name.
struct book {
  std::string name;
  hmm_text text;
};

struct fit_options {
  std::uint64_t states = 32, rounds = 100;
  unsigned threads = 1;
};

/// Fits a model to each text, codes the text with it, parameters included, and decodes it: a row each.
table code_books(const std::vector<book>& books, const fit_options& options);

}  // namespace ansatz::experiment
